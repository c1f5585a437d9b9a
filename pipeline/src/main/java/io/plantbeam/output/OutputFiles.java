package io.plantbeam.output;

import io.plantbeam.config.Durations;
import io.plantbeam.options.OptionReader;
import java.time.Duration;

/**
 * Where files are written, and how much goes into each.
 *
 * @param directory of any file system that Beam knows, without a slash at its end: in an object
 *     store two are not as good as one; null where there is none
 * @param interval how much event time a file of a streaming job holds
 */
public record OutputFiles(String directory, Duration interval) {

  /** Reads the options that have been checked already. */
  public static OutputFiles of(OptionReader options) {
    OutputOptions output = options.as(OutputOptions.class);
    return new OutputFiles(
        withoutSlash(output.getOutput()), Durations.parseOrZero(output.getLakeInterval()));
  }

  private static String withoutSlash(String directory) {
    return directory == null || !directory.matches(".*[^/]/+")
        ? directory
        : directory.replaceFirst("/+$", "");
  }
}
