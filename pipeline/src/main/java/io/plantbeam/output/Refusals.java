package io.plantbeam.output;

import io.plantbeam.model.Counters;
import java.io.Serializable;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.metrics.StringSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what a sink sends to a place and what the place refuses. The first, the tenth and the
 * hundredth refusal of a step on a worker are logged, and so on. The accounting of the job tells
 * both counts, with the reason of one of the first.
 */
public final class Refusals implements Serializable {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  private final String place;
  private final Counter sent;
  private final Counter refused;
  private final Counter superseded;
  private final StringSet reasons;

  private transient long seen;
  private transient long sayAt;

  /**
   * The refusals of one place.
   *
   * @param place what the sink calls it, such as the name of an index
   */
  public Refusals(String place) {
    this.place = place;
    this.sent = Counters.counter(Counters.SENT_TO + place);
    this.refused = Counters.counter(Counters.REFUSED_BY + place);
    this.superseded = Counters.counter(Counters.SUPERSEDED_IN + place);
    this.reasons = Metrics.stringSet(Counters.NAMESPACE, Counters.REFUSAL_OF + place);
  }

  /** Notes that records were sent, refused ones among them. */
  public void sent(long records) {
    sent.inc(records);
  }

  /** Notes that so many of the records that were sent have a newer version there. */
  public void superseded(long records) {
    if (records > 0) {
      superseded.inc(records);
    }
  }

  /**
   * Notes that a record was refused for good.
   *
   * @param reason the server's own
   */
  public void refused(String id, String reason) {
    refused.inc();
    if (seen == 0) {
      sayAt = 1;
      reasons.add(reason);
    }
    seen++;
    if (seen == sayAt) {
      sayAt *= 10;
      LOG.warn(
          "{} refuses documents: {} of this worker so far, each a dead letter; the last, {}: {}",
          place,
          seen,
          id,
          reason);
    }
  }
}
