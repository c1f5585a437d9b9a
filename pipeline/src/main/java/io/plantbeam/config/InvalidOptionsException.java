package io.plantbeam.config;

import java.util.List;

/** Options that cannot make a job: one sentence for each problem. */
public final class InvalidOptionsException extends RuntimeException {
  private final List<String> problems;

  public InvalidOptionsException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /** Each names the option, the value that was given, and what is allowed. */
  public List<String> problems() {
    return problems;
  }
}
