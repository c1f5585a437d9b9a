package io.plantbeam.parse;

import io.plantbeam.model.Counters;
import io.plantbeam.model.Timestamps;
import java.time.Clock;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Distribution;
import org.apache.beam.sdk.metrics.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the event times of a bundle with the clock. In a stream, readings far from it are
 * counted: they come from a wrong clock, or are old. Of bounded input the first and last event time
 * are told.
 */
final class ClockCheck {
  private static final Logger LOG = LoggerFactory.getLogger(ParseReadings.class);
  private static final Counter BEHIND = Counters.counter(Counters.DAY_BEHIND_CLOCK);
  private static final Counter AHEAD = Counters.counter(Counters.HOUR_AHEAD_OF_CLOCK);
  private static final Distribution EVENT_TIMES =
      Metrics.distribution(Counters.NAMESPACE, Counters.EVENT_TIME_MILLIS);

  private static final long DAY_MILLIS = 86_400_000;
  private static final long HOUR_MILLIS = 3_600_000;

  private final Clock clock;
  private long oldest;
  private long newest;
  private long behind;
  private long ahead;
  private long first;
  private long last;
  private String farSensor;
  private long farTime;
  private boolean saidBehind;
  private boolean saidAhead;

  ClockCheck(Clock clock) {
    this.clock = clock;
  }

  /** The clock is asked once for each bundle. */
  void startBundle() {
    long now = clock.millis();
    oldest = now - DAY_MILLIS;
    newest = now + HOUR_MILLIS;
    behind = 0;
    ahead = 0;
    first = Long.MAX_VALUE;
    last = Long.MIN_VALUE;
  }

  /** Takes a reading of a stream, as it arrives. */
  void ofStream(long eventTimeMillis, String sensorId) {
    if (eventTimeMillis < oldest) {
      behind++;
      far(eventTimeMillis, sensorId);
    } else if (eventTimeMillis > newest) {
      ahead++;
      far(eventTimeMillis, sensorId);
    }
  }

  private void far(long eventTimeMillis, String sensorId) {
    farTime = eventTimeMillis;
    farSensor = sensorId;
  }

  /** Takes a reading of bounded input, whose times are as far away as its data. */
  void ofBatch(long eventTimeMillis) {
    first = Math.min(first, eventTimeMillis);
    last = Math.max(last, eventTimeMillis);
  }

  void finishBundle() {
    if (first <= last) {
      EVENT_TIMES.update(first);
      EVENT_TIMES.update(last);
    }
    if (behind > 0) {
      BEHIND.inc(behind);
      if (!saidBehind) {
        saidBehind = true;
        say("a day behind", Counters.DAY_BEHIND_CLOCK);
      }
    }
    if (ahead > 0) {
      AHEAD.inc(ahead);
      if (!saidAhead) {
        saidAhead = true;
        say("an hour ahead of", Counters.HOUR_AHEAD_OF_CLOCK);
      }
    }
  }

  /** Once for each instance of the step; the counter tells the rest. */
  private void say(String howFar, String counter) {
    LOG.warn(
        "A stream brings readings more than {} the clock: one of sensor {} has the time {}; the"
            + " counter {} has all. Either they are of another time, or their clocks or units of"
            + " time are wrong.",
        howFar,
        farSensor,
        Timestamps.format(farTime),
        counter);
  }
}
