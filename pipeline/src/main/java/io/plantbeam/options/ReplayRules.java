package io.plantbeam.options;

import io.plantbeam.source.ReadFiles;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
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
    checkDeadLetterTopic();
    checkDirectory();
  }

  private void refuse(String option, String value) {
    if (isGiven(value)) {
      problems.add(option, value, WRITES_NONE);
    }
  }

  private void checkDeadLetterTopic() {
    String topic = options.getDeadLetterTopic();
    if (isGiven(topic) && isRead(topic)) {
      problems.add(
          "deadLetterTopic",
          topic,
          "is a topic that the replay reads, so that what stays wrong would be replayed without"
              + " end; give another, or leave it out for files");
    }
  }

  private boolean isRead(String topic) {
    if (isGiven(options.getInputTopicPattern())) {
      try {
        return Pattern.compile(options.getInputTopicPattern()).matcher(topic).matches();
      } catch (PatternSyntaxException e) {
        return false; // as JobSettingsReader says
      }
    }
    return isGiven(options.getInputTopics())
        && Arrays.stream(options.getInputTopics().split(",", -1))
            .map(String::trim)
            .anyMatch(topic::equals);
  }

  /** In one directory, the letters that are done could not be told from those that are left. */
  private void checkDirectory() {
    if (!isGiven(options.getInputFiles())
        || !isGiven(options.getOutput())
        || isGiven(options.getDeadLetterTopic())) {
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

  private static boolean isGiven(String text) {
    return text != null && !text.isEmpty();
  }
}
