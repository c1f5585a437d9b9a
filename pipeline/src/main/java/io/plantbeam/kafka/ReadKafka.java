package io.plantbeam.kafka;

import io.plantbeam.job.EngineOptions;
import io.plantbeam.model.RawMessage;
import io.plantbeam.parse.EventTimeExtractor;
import java.util.List;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics without end, committed transactions only. Offsets are committed to the consumer
 * group when the runner has finalised the bundles that read them, unless its state is {@linkplain
 * EngineOptions#getForgetsState gone} with the process: they would say that what waits for its
 * window or its file has been worked on.
 *
 * <p>A partition that is added to a topic while the job runs is read from its beginning.
 *
 * <p>Output: the values of the records with their positions, several together, with the timestamps
 * of {@link IdleSafeTimestampPolicy}. A record without a value (a tombstone) is an empty message. A
 * value that is larger than {@link RawMessage#MAX_PAYLOAD_BYTES} is cut, and the message has the
 * length of the whole.
 */
public final class ReadKafka extends PTransform<PBegin, PCollection<List<RawMessage>>> {
  private static final Logger LOG = LoggerFactory.getLogger(ReadKafka.class);

  private final KafkaSettings settings;
  private final EventTimeExtractor eventTimes;
  private final boolean withKeyAndHeaders;

  private ReadKafka(
      KafkaSettings settings, EventTimeExtractor eventTimes, boolean withKeyAndHeaders) {
    this.settings = settings;
    this.eventTimes = eventTimes;
    this.withKeyAndHeaders = withKeyAndHeaders;
  }

  /** Reads the topics of the settings, with watermarks made of the given event times. */
  public static ReadKafka of(KafkaSettings settings, EventTimeExtractor eventTimes) {
    return new ReadKafka(settings, eventTimes, false);
  }

  /** Whether messages come with the keys and headers of their records. */
  public ReadKafka withKeyAndHeaders(boolean wanted) {
    return new ReadKafka(settings, eventTimes, wanted);
  }

  @Override
  public PCollection<List<RawMessage>> expand(PBegin begin) {
    boolean commits = !begin.getPipeline().getOptions().as(EngineOptions.class).getForgetsState();
    if (!commits) {
      LOG.warn(
          "This runner keeps nothing of a stream beyond its end, so no offsets are committed to the"
              + " consumer group {}: a start with --startFrom=committed reads again what this one"
              + " reads. Flink and Spark go on where they ended",
          settings.groupId());
    }
    RecordSources sources =
        new RecordSources(
            settings,
            new IdleSafeTimestampPolicy.Factory(
                eventTimes, settings.maxOutOfOrderness(), settings.idleAfter()),
            commits);
    return begin.apply("ReadRecords", Read.from(new ChunkedSource(sources, withKeyAndHeaders)));
  }
}
