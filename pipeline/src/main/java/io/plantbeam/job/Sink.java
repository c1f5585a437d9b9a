package io.plantbeam.job;

import java.util.List;

/** A place that outputs of a job go to. */
public interface Sink {

  /** The option that names it, which is to be left out of a job that has no output for it. */
  String option();

  /** Whether it takes the output of this name. */
  boolean takes(String output);

  /** Whether it takes an output only where no other sink does. */
  default boolean takesWhatIsLeft() {
    return false;
  }

  /** Whether what it takes of an output is a copy of what goes to another place anyway. */
  default boolean takesACopyOf(String output) {
    return false;
  }

  /**
   * Adds the steps that write an output, each with a name of its own.
   *
   * @param output one that it takes
   */
  <T> Written write(Output<T> output);

  /**
   * Adds the steps that write outputs: those of each, where they have nothing in common.
   *
   * @param outputs all that it takes beside dead letters, at least one
   */
  default Written writeAll(List<Output<?>> outputs) {
    return Written.all(outputs.stream().map(this::write).toList());
  }

  /**
   * Makes what has to be there before the first record; called when the job has been built, before
   * it starts.
   *
   * @param outputs those that go to it, at least one
   * @throws io.plantbeam.config.ServerUnavailableException if a server does not answer
   */
  default void prepare(List<Output<?>> outputs) {}
}
