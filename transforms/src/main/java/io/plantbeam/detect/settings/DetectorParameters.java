package io.plantbeam.detect.settings;

import java.io.Serializable;

/**
 * The parameters of a detector: a public record, whose components are what settings can set (see
 * {@link DetectorParameter}).
 */
public interface DetectorParameters extends Serializable {
  /** Demands of each parameter that it is in its range. */
  void check(ParameterProblems problems);

  /**
   * How long after its event time an anomaly can be told, in milliseconds of event time, where the
   * detector waits for more than the end of the window that it judges.
   */
  default long heldBackMillis() {
    return 0;
  }
}
