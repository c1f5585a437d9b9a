package io.plantbeam.model;

import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;

/**
 * The Beam counters that the accounting is made of: measures in = archived + dead-lettered +
 * duplicates. {@link Contribution} says what each means for it.
 */
public final class Counters {
  /** The namespace of all counters. */
  public static final String NAMESPACE = "plantbeam";

  /** Messages received. */
  public static final String MESSAGES = "messages";

  /** Readings that were parsed; with the dead letters of parsing, the measures in. */
  public static final String READINGS = "readings";

  /** Dead letters of parsing; each stands for one measure, or for a message without measures. */
  public static final String DEAD_LETTERED = "dead_lettered";

  /** Values, and messages without any, that are no readings by their nature. */
  public static final String PASSED_OVER = "passed_over";

  /** Of the dead letters, those that a replay read and that cannot be parsed again. */
  public static final String NOT_REPLAYABLE = "not_replayable";

  /** Readings of a stream whose event time is more than a day behind the clock. */
  public static final String DAY_BEHIND_CLOCK = "day_behind_clock";

  /** Readings of a stream whose event time is more than an hour ahead of the clock. */
  public static final String HOUR_AHEAD_OF_CLOCK = "hour_ahead_of_clock";

  /** A distribution: event times of bounded input, in milliseconds since the epoch. */
  public static final String EVENT_TIME_MILLIS = "event_time_millis";

  /** Readings whose attributes were too large, so that some of them were left out. */
  public static final String ATTRIBUTES_CUT = "attributes_cut";

  /** Readings whose identity had been seen. */
  public static final String DUPLICATES = "duplicates";

  /** Readings that were kept beside others of their series and event time, for other values. */
  public static final String SAME_TIME = "same_time";

  /** Readings written to the lake. */
  public static final String ARCHIVED = "archived";

  /** Readings of a job that has no lake. */
  public static final String UNARCHIVED = "unarchived";

  /** Readings that reached an open window; what is archived and not here was dropped late. */
  public static final String WINDOWED = "windowed";

  /** Windows emitted, corrections not counted. */
  public static final String WINDOWS = "windows";

  /** Windows emitted again because of late data. */
  public static final String WINDOW_CORRECTIONS = "window_corrections";

  /** A distribution: ends of the windows emitted, in milliseconds since the epoch. */
  public static final String WINDOW_END_MILLIS = "window_end_millis";

  /** Readings that were given to the detectors of series, and again to those of assets. */
  public static final String TO_SCORE = "to_score";

  /**
   * Readings that the detectors of series, and again those of assets, have judged. What is in
   * {@link #TO_SCORE} and not here came too late to be judged in order.
   */
  public static final String SCORED = "scored";

  /** Readings of series with alarm limits, which the detector {@code limit} was given. */
  public static final String TO_LIMIT = "to_limit";

  /**
   * Readings that the detector {@code limit} has judged. What is in {@link #TO_LIMIT} and not here
   * came after a later one of its series.
   */
  public static final String LIMITED = "limited";

  /** Readings that the detectors of assets did not get: the registry knows no equipment of them. */
  public static final String WITHOUT_ASSET = "without_asset";

  public static final String ANOMALIES = "anomalies";

  /** Alerts that were raised. */
  public static final String ALERTS = "alerts";

  /** Alerts that were resolved. */
  public static final String ALERTS_RESOLVED = "alerts_resolved";

  /** Incidents that began. */
  public static final String INCIDENTS = "incidents";

  /** Times in which a machine was in one state, that have begun. */
  public static final String EVENT_FRAMES = "event_frames";

  /** Readings of machines with states that came after a later one had been taken. */
  public static final String LATE_FOR_STATES = "late_for_states";

  /** What was told of alerts: raised, updated, resolved. */
  public static final String ALERT_EVENTS = "alert_events";

  /** Alerts that were raised by severity: this, followed by the severity's label. */
  public static final String ALERTS_OF_SEVERITY = "alerts_";

  /** Records that were sent to a place that may refuse some: this, followed by its name. */
  public static final String SENT_TO = "sent_to_";

  /** Records of {@link #SENT_TO} that were refused for good: this, followed by the same name. */
  public static final String REFUSED_BY = "refused_by_";

  /**
   * Records of {@link #SENT_TO} of which the place has the same or a newer version: this, followed
   * by the same name.
   */
  public static final String SUPERSEDED_IN = "superseded_in_";

  /** Texts: why the first were refused, at most one per worker: this, followed by the same name. */
  public static final String REFUSAL_OF = "refusal_of_";

  private Counters() {}

  public static Counter counter(String name) {
    return Metrics.counter(NAMESPACE, name);
  }
}
