package io.plantbeam.detect.settings;

import java.io.Serializable;

/** A detector that is to run, with its parameters. */
public record ConfiguredDetector<P extends Record & DetectorParameters>(
    DetectorType<P> type, P parameters) implements Serializable {

  public String name() {
    return type.name();
  }
}
