package io.plantbeam.detect.settings;

/** For which sensor types a detector runs whose settings do not say {@code enabled}. */
public enum Activation {
  /** For all of them. */
  EVERYWHERE,
  /** For those whose settings name it. */
  WHERE_NAMED
}
