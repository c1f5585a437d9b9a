package io.plantbeam.alert;

import io.plantbeam.alert.words.MessagePatterns;
import java.io.Serializable;
import java.time.Duration;

/**
 * When staff are told what.
 *
 * @param cooldown after so much event time without an anomaly an episode is over, where its
 *     detector does not say so itself
 * @param updateEvery as long as anomalies go on, staff hear of them at most once in this time,
 *     unless they become worse
 * @param incidentWithin alerts of a machine whose starts are at most this apart are one incident
 * @param windowSize of the detectors of windows, which tell of a reading when its window ends
 * @param gathering what a stream finds in so much event time is sorted; divides a minute or is one
 * @param allowedLateness by which a stream's anomalies and windows can be late
 * @param patterns the words of messages
 */
public record AlertSettings(
    Duration cooldown,
    Duration updateEvery,
    Duration incidentWithin,
    Duration windowSize,
    Duration gathering,
    Duration allowedLateness,
    MessagePatterns patterns)
    implements Serializable {
  public static final AlertSettings DEFAULTS =
      new AlertSettings(
          Duration.ofMinutes(15),
          Duration.ofMinutes(15),
          Duration.ofMinutes(10),
          Duration.ofMinutes(5),
          Duration.ofMinutes(1),
          Duration.ZERO,
          MessagePatterns.english());
}
