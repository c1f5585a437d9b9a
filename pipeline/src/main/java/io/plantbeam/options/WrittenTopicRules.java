package io.plantbeam.options;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A job must not read what it writes: each dead letter would make another, without end. */
final class WrittenTopicRules {
  private final TelemetryOptions options;
  private final OptionProblems problems;

  WrittenTopicRules(TelemetryOptions options, OptionProblems problems) {
    this.options = options;
    this.problems = problems;
  }

  void check() {
    check("alertsTopic", options.getAlertsTopic());
    check("deadLetterTopic", options.getDeadLetterTopic());
  }

  private void check(String option, String topic) {
    if (ValueRules.isGiven(topic) && isRead(topic)) {
      problems.add(
          option,
          topic,
          "is a topic that the job reads, so that what it writes would come back without end; give"
              + " another, or leave it out for files");
    }
  }

  private boolean isRead(String topic) {
    if (ValueRules.isGiven(options.getInputTopicPattern())) {
      try {
        return Pattern.compile(options.getInputTopicPattern()).matcher(topic).matches();
      } catch (PatternSyntaxException e) {
        return false; // as JobSettingsReader says
      }
    }
    return ValueRules.isGiven(options.getInputTopics())
        && ValueRules.elements(options.getInputTopics()).contains(topic);
  }
}
