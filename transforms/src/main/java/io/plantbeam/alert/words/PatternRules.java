package io.plantbeam.alert.words;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What the text of a key may be. */
final class PatternRules {
  private static final ZonedDateTime ANY_TIME = Instant.EPOCH.atZone(ZoneOffset.UTC);

  /** By how the keys begin; the first that fits holds. */
  private static final List<PatternRules> ALL =
      List.of(
          new PatternRules("locale", PatternRules::problemsOfLocale),
          new PatternRules("time.", PatternRules::problemsOfTime),
          template("zone.", "time"),
          template("duration.", "days", "hours", "minutes", "seconds"),
          template("place.", "equipment", "sensor", "location"),
          template("location.", "line", "facility"),
          template("subject.", "quantity", "sensor"),
          template("figure.", "number", "unit"),
          template("range.", "low", "high"),
          template("incident.", "sensor", "quantity", "time", "alerts"),
          template(
              "symptom.",
              "subject",
              "sensor",
              "quantity",
              "detector",
              "value",
              "range",
              "low",
              "high",
              "reading",
              "change",
              "usual",
              "usual_change",
              "interval",
              "window",
              "duration",
              "since",
              "certainty"),
          template(
              "message.",
              "place",
              "subject",
              "symptom",
              "incident",
              "maintenance",
              "since",
              "until",
              "duration"),
          // A word.
          template(""));

  private final String prefix;
  private final Check check;

  /** Finds what is wrong with the text of a key, a sentence each that begins with the key. */
  private interface Check {
    List<String> problems(String key, String text);
  }

  private PatternRules(String prefix, Check check) {
    this.prefix = prefix;
    this.check = check;
  }

  private static PatternRules template(String prefix, String... names) {
    Set<String> allowed = Set.of(names);
    return new PatternRules(prefix, (key, text) -> problemsOfTemplate(key, text, allowed));
  }

  /** What is wrong with the text of a key, a sentence each that begins with the key. */
  static List<String> problems(String key, String text) {
    for (PatternRules rules : ALL) {
      if (key.startsWith(rules.prefix)) {
        return rules.check.problems(key, text);
      }
    }
    throw new IllegalStateException(key);
  }

  /** A language tag of BCP 47, which numbers and names of months go by. */
  private static List<String> problemsOfLocale(String key, String text) {
    try {
      return new Locale.Builder().setLanguageTag(text).build().getLanguage().isEmpty()
          ? List.of(key + " names no language; allowed is a tag such as en-GB")
          : List.of();
    } catch (IllformedLocaleException e) {
      return List.of("%s=%s is not a language tag, such as en-GB".formatted(key, text));
    }
  }

  /** A pattern of {@link DateTimeFormatter}. */
  private static List<String> problemsOfTime(String key, String text) {
    try {
      String shown = ANY_TIME.format(DateTimeFormatter.ofPattern(text, Locale.ROOT));
      return shown.isBlank() ? List.of(key + " shows no time") : List.of();
    } catch (IllegalArgumentException | DateTimeException e) {
      return List.of(
          "%s=%s is not a pattern of a time, such as HH:mm: %s"
              .formatted(key, text, e.getMessage()));
    }
  }

  private static List<String> problemsOfTemplate(String key, String text, Set<String> allowed) {
    Template template;
    try {
      template = Template.parse(text);
    } catch (IllegalArgumentException e) {
      return List.of("%s=%s %s".formatted(key, text, e.getMessage()));
    }
    return template.names().stream()
        .filter(name -> !allowed.contains(name))
        .map(name -> "%s has {%s}; allowed %s".formatted(key, name, listed(allowed)))
        .toList();
  }

  private static String listed(Set<String> allowed) {
    return allowed.isEmpty()
        ? "is a text without names in braces"
        : "are "
            + allowed.stream()
                .sorted()
                .map(name -> "{" + name + "}")
                .collect(Collectors.joining(", "));
  }
}
