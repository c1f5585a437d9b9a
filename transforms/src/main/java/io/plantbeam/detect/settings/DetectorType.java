package io.plantbeam.detect.settings;

import io.plantbeam.detect.reading.ReadingDetector;
import java.io.Serializable;
import java.util.List;

/**
 * A detector of readings that settings can name: its name, its parameters, and how it is made of
 * them.
 *
 * @param <P> the record of its parameters
 */
public final class DetectorType<P extends Record & Serializable> implements Serializable {
  private final String name;
  private final P defaults;
  private final Check<P> check;
  private final Factory<P> factory;
  private final ReadingDetector.Scope scope;

  private DetectorType(
      String name, ReadingDetector.Scope scope, P defaults, Check<P> check, Factory<P> factory) {
    this.name = name;
    this.scope = scope;
    this.defaults = defaults;
    this.check = check;
    this.factory = factory;
  }

  /**
   * A type of detector.
   *
   * @param name as in settings, and as the detector itself gives it
   * @param scope as the detector itself gives it
   * @param defaults the parameters where settings say nothing
   * @param check finds what is wrong with parameters
   * @param factory makes the detector
   */
  public static <P extends Record & Serializable> DetectorType<P> of(
      String name, ReadingDetector.Scope scope, P defaults, Check<P> check, Factory<P> factory) {
    return new DetectorType<>(name, scope, defaults, check, factory);
  }

  public String name() {
    return name;
  }

  public P defaults() {
    return defaults;
  }

  public ReadingDetector.Scope scope() {
    return scope;
  }

  /** What is wrong with these parameters, a sentence each; empty where nothing is. */
  public List<String> problems(P parameters) {
    return check.problems(parameters);
  }

  /** The detector with these parameters. */
  public ReadingDetector<?> create(P parameters) {
    return factory.create(parameters);
  }

  /** The detector as settings that say no more than its name have it. */
  public ConfiguredDetector<P> configured() {
    return new ConfiguredDetector<>(this, defaults);
  }

  @Override
  public String toString() {
    return name;
  }

  /** Finds what is wrong with parameters: a sentence each. */
  public interface Check<P> extends Serializable {
    List<String> problems(P parameters);
  }

  /** Makes a detector. */
  public interface Factory<P> extends Serializable {
    ReadingDetector<?> create(P parameters);
  }
}
