package io.plantbeam.detect.settings;

import io.plantbeam.model.Figures;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects a sentence for each parameter of a detector that is out of its range, for example {@code
 * cusum.decision_interval is 0; allowed is a number above 0.}
 */
public final class ParameterProblems {
  private final String detector;
  private final List<String> problems = new ArrayList<>();

  /** Problems of the parameters of the detector with this name. */
  ParameterProblems(String detector) {
    this.detector = detector;
  }

  /** Demands a finite number above 0. */
  public ParameterProblems positive(String name, double value) {
    return check(value > 0 && value <= Double.MAX_VALUE, name, value, "a number above 0");
  }

  /** Demands a finite number from {@code least} upward. */
  public ParameterProblems atLeast(String name, double value, double least) {
    return check(
        value >= least && value <= Double.MAX_VALUE,
        name,
        value,
        "a number from " + Figures.format(least) + " upward");
  }

  /** Demands a number from {@code least} to {@code greatest}. */
  public ParameterProblems between(String name, double value, double least, double greatest) {
    return check(
        value >= least && value <= greatest,
        name,
        value,
        "a number from " + Figures.format(least) + " to " + Figures.format(greatest));
  }

  /** Demands a whole number from {@code least} to {@code greatest}. */
  public ParameterProblems whole(String name, long value, long least, long greatest) {
    return demand(
        value >= least && value <= greatest,
        name,
        value,
        "a whole number from " + least + " to " + greatest);
  }

  /** Demands a whole number from {@code least} upward. */
  public ParameterProblems wholeFrom(String name, long value, long least) {
    return demand(value >= least, name, value, "a whole number from " + least + " upward");
  }

  /** Demands a number that is not below another parameter's. */
  public ParameterProblems notBelow(String name, double value, String lowerName, double lower) {
    return check(
        !(value < lower),
        name,
        value,
        "a number that is not below %s.%s, which is %s"
            .formatted(detector, lowerName, Figures.format(lower)));
  }

  /** Demands a condition on a value. */
  public ParameterProblems demand(boolean holds, String name, Object value, String allowed) {
    if (!holds) {
      problems.add(detector + "." + name + " is " + value + "; allowed is " + allowed + ".");
    }
    return this;
  }

  /** The sentences, none where all is well. */
  List<String> list() {
    return List.copyOf(problems);
  }

  private ParameterProblems check(boolean holds, String name, double value, String allowed) {
    return holds ? this : demand(false, name, Figures.format(value), allowed);
  }
}
