package io.plantbeam.options;

import io.plantbeam.files.ReadFiles;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;

/**
 * What a replay of dead letters must not do: write anything that is made of more readings than it
 * has, or read again what it writes.
 */
final class ReplayRules {
  private static final String WRITES_NONE =
      "stands beside --inputFormat=dead-letters, which archives readings and judges none, because"
          + " the others of their windows are not there; leave it out";

  private final TelemetryOptions options;
  private final OptionProblems problems;

  ReplayRules(TelemetryOptions options, OptionProblems problems) {
    this.options = options;
    this.problems = problems;
  }

  void check() {
    refuse("alertsTopic", options.getAlertsTopic());
    refuse("elasticsearchUrls", options.getElasticsearchUrls());
    refuse("scores", options.getScores() ? "true" : null);
    if (!options.getLake()) {
      problems.add(
          "lake", false, "stands beside --inputFormat=dead-letters, which writes the lake");
    }
    checkDirectory();
  }

  private void refuse(String option, String value) {
    if (ValueRules.isGiven(value)) {
      problems.add(option, value, WRITES_NONE);
    }
  }

  /** In one directory, the letters that are done could not be told from those that are left. */
  private void checkDirectory() {
    if (!ValueRules.isGiven(options.getInputFiles())
        || !ValueRules.isGiven(options.getOutput())
        || ValueRules.isGiven(options.getDeadLetterTopic())) {
      return;
    }
    try {
      String written =
          FileSystems.matchNewResource(options.getOutput(), true)
              .resolve("dead-letters", StandardResolveOptions.RESOLVE_DIRECTORY)
              .toString();
      if (ReadFiles.directories(options.getInputFiles()).contains(written)) {
        problems.add(
            "inputFiles",
            options.getInputFiles(),
            "has files in %s, where what stays wrong is written, so that the next replay would"
                    .formatted(written)
                + " repeat this one; move them to another directory first");
      }
    } catch (IllegalArgumentException e) {
      return; // as JobSettingsReader says
    }
  }
}
