package io.plantbeam.telemetry;

import io.plantbeam.job.PipelineKind;
import io.plantbeam.options.OptionReader;

/** {@code --inputFormat}: what the records of the input are, and so which pipeline runs. */
final class InputFormat {
  static final String MESSAGES = "messages";
  static final String DEAD_LETTERS = "dead-letters";

  private InputFormat() {}

  /** Refuses input that another pipeline reads. */
  static void check(String format, PipelineKind kind, OptionReader options) {
    if (options.isUsable("inputFormat") && !options.text("inputFormat").equals(format)) {
      options.refuse(
          "inputFormat",
          options.text("inputFormat"),
          "cannot be used with --pipeline=%s, which reads %s; leave it out"
              .formatted(kind.name(), format));
    }
  }
}
