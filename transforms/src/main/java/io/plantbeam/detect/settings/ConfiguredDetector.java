package io.plantbeam.detect.settings;

import io.plantbeam.detect.reading.ReadingDetector;
import java.io.Serializable;
import java.util.List;

/** A detector that is to run, with its parameters. */
public record ConfiguredDetector<P extends Record & Serializable>(
    DetectorType<P> type, P parameters) implements Serializable {

  public String name() {
    return type.name();
  }

  /** What is wrong with the parameters, a sentence each; empty where nothing is. */
  public List<String> problems() {
    return type.problems(parameters);
  }

  public ReadingDetector<?> create() {
    return type.create(parameters);
  }
}
