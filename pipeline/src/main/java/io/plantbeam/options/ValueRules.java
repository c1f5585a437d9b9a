package io.plantbeam.options;

import io.plantbeam.config.Durations;
import io.plantbeam.config.FileUris;
import io.plantbeam.config.Secrets;
import io.plantbeam.config.Words;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Which texts are values of a parameter. */
final class ValueRules {
  /** Kafka's rule: {@code org.apache.kafka.common.internals.Topic}. */
  private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

  private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d{1,18}");

  private ValueRules() {}

  static Optional<String> problem(ParameterSpec spec, String value) {
    if (spec.type() != ParameterType.LIST) {
      return Optional.ofNullable(problem(spec, spec.type(), value));
    }
    List<String> elements = elements(value);
    if (elements.contains("")) {
      return Optional.of("has an empty element between commas");
    }
    for (String element : elements) {
      String problem = problem(spec, spec.elements(), element);
      if (problem != null) {
        return Optional.of(
            elements.size() == 1
                ? problem
                : "element '%s' %s".formatted(withoutLogin(element), problem));
      }
    }
    return Optional.empty();
  }

  /** The elements of a list, spaces around them left out. */
  static List<String> elements(String list) {
    return Arrays.stream(list.split(",", -1)).map(String::strip).toList();
  }

  private static String problem(ParameterSpec spec, ParameterType type, String value) {
    return switch (type) {
      case TEXT -> text(spec, value);
      case REGEX -> regex(value);
      case INTEGER -> integer(spec, value);
      case NUMBER -> number(spec, value);
      case BOOLEAN ->
          value.equals("true") || value.equals("false") ? null : "allowed are true and false";
      case ENUM ->
          spec.choices().contains(value) ? null : "allowed are " + Words.all(spec.choices());
      case DURATION -> duration(spec, value);
      case KAFKA_TOPIC ->
          TOPIC.matcher(value).matches()
              ? null
              : "is not the name of a Kafka topic; allowed are up to 249 letters, digits, '.', '_'"
                  + " and '-'";
      case PATH -> {
        String problem = path(value);
        yield problem == null ? FileUris.problem(value).orElse(null) : problem;
      }
      case ENGINE_PATH -> path(value);
      case URL ->
          isServer(value) ? null : "is not the URL of a server; give one such as http://host:9200";
      case SECRET -> Secrets.isReference(value) ? null : Secrets.NO_REFERENCE;
      case LIST -> throw new IllegalArgumentException("--" + spec.name() + " is a list of lists");
    };
  }

  private static String text(ParameterSpec spec, String value) {
    if (value.isBlank()) {
      return "is empty; give one such as " + spec.example();
    }
    return spec.pattern() == null || value.matches(spec.pattern()) ? null : spec.patternProblem();
  }

  private static String regex(String value) {
    try {
      Pattern.compile(value);
      return null;
    } catch (PatternSyntaxException e) {
      return "is not a regular expression: " + e.getDescription();
    }
  }

  private static String integer(ParameterSpec spec, String value) {
    if (!WHOLE_NUMBER.matcher(value).matches()) {
      return "is not a whole number; allowed is one such as " + spec.example();
    }
    long number = Long.parseLong(value);
    long min = spec.min() == null ? Integer.MIN_VALUE : Long.parseLong(spec.min());
    long max = spec.max() == null ? Integer.MAX_VALUE : Long.parseLong(spec.max());
    return number < min || number > max
        ? outside(spec.min(), spec.max() == null ? String.valueOf(max) : spec.max(), number < min)
        : null;
  }

  private static String number(ParameterSpec spec, String value) {
    double number;
    try {
      number = Double.parseDouble(value);
    } catch (NumberFormatException e) {
      number = Double.NaN;
    }
    if (!Double.isFinite(number)) {
      return "is not a number; allowed is one such as " + spec.example();
    }
    boolean tooSmall = spec.min() != null && number < Double.parseDouble(spec.min());
    boolean tooLarge = spec.max() != null && number > Double.parseDouble(spec.max());
    return tooSmall || tooLarge ? outside(spec.min(), spec.max(), tooSmall) : null;
  }

  private static String outside(String min, String max, boolean tooSmall) {
    return tooSmall ? "allowed is %s or more".formatted(min) : "allowed is at most " + max;
  }

  private static String duration(ParameterSpec spec, String value) {
    Duration duration;
    try {
      duration = Durations.parse(value);
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
    if (spec.min() != null && duration.compareTo(Durations.parse(spec.min())) < 0) {
      return "is too short; allowed is %s or longer".formatted(spec.min());
    }
    if (spec.max() != null && duration.compareTo(Durations.parse(spec.max())) > 0) {
      return "is too long; allowed is %s or shorter".formatted(spec.max());
    }
    return null;
  }

  private static String path(String value) {
    return value.isBlank() || value.chars().anyMatch(Character::isISOControl)
        ? "is not a path or a URI"
        : null;
  }

  private static boolean isServer(String url) {
    try {
      URI uri = new URI(url);
      return uri.getHost() != null
          && uri.getUserInfo() == null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  static String withoutLogin(String urls) {
    return urls.replaceAll("//.*@", "//***@");
  }

  /** Whether an option that is a text has one. */
  static boolean isGiven(String text) {
    return text != null && !text.isEmpty();
  }
}
