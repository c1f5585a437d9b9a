package io.plantbeam.detect.settings;

import java.io.Serializable;

/**
 * The parameters of a detector: a public record, whose components are what settings can set (see
 * {@link DetectorParameter}).
 */
public interface DetectorParameters extends Serializable {
  /** Demands of each parameter that it is in its range. */
  void check(ParameterProblems problems);
}
