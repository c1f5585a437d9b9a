package io.plantbeam.detect.settings;

/** How it is known that what a detector finds in a series is over. */
public enum EpisodeEnding {
  /** No anomaly has come for as long as the cooldown of alerts. */
  COOLDOWN,
  /** The detector says so, by an {@link io.plantbeam.model.EpisodeEnd}; until then it goes on. */
  DETECTOR
}
