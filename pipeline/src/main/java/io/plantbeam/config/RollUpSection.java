package io.plantbeam.config;

import io.plantbeam.rollup.LineMetric;
import io.plantbeam.rollup.MetricChoice;
import io.plantbeam.rollup.RollUp;
import io.plantbeam.rollup.RollUpSettings;
import io.plantbeam.rollup.RollUpWindows;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The {@code roll_ups} of the analytics file. */
final class RollUpSection {
  private static final String ENABLED = "enabled";
  private static final String SIZE = "size";
  private static final String PERIOD = "period";
  private static final String UNSTABLE_ABOVE = "unstable_above";
  private static final String BY_TYPE = "unstable_above_by_type";
  private static final String SENSOR_TYPE = "sensor_type";
  private static final String METRIC = "metric";

  /** With more panes in a window, sharing panes costs more than it saves. */
  private static final long MAX_PANES = 1000;

  private static final Duration LONGEST = Duration.ofDays(1);

  private final Set<RollUp> running = EnumSet.noneOf(RollUp.class);
  private final Map<RollUp, RollUpWindows> windows = new EnumMap<>(RollUp.class);
  private final Map<LineMetric, List<MetricChoice>> lineMetrics = new EnumMap<>(LineMetric.class);
  private final Map<String, Double> unstableAboveByType = new HashMap<>();
  private final RollUpSettings under;
  private double unstableAbove;

  private RollUpSection(RollUpSettings under) {
    this.under = under;
    if (under != null) {
      running.addAll(under.running());
      windows.putAll(under.windows());
      lineMetrics.putAll(under.lineMetrics());
      unstableAbove = under.unstableAbove();
      unstableAboveByType.putAll(under.unstableAboveByType());
    }
  }

  /**
   * Reads the section; whatever is wrong is noted with the map.
   *
   * @param under what holds for all that the section does not say; null for the built-in section,
   *     which says all
   */
  static RollUpSettings read(YamlMap section, RollUpSettings under) {
    return new RollUpSection(under).read(section);
  }

  private RollUpSettings read(YamlMap section) {
    section.only(RollUp.ALL.stream().map(RollUp::label).toList());
    for (RollUp rollUp : RollUp.ALL) {
      if (section.has(rollUp.label())) {
        read(rollUp, section.mapOrNothing(rollUp.label()).only(keys(rollUp)));
      }
    }
    return new RollUpSettings(running, windows, unstableAbove, unstableAboveByType, lineMetrics);
  }

  private static List<String> keys(RollUp rollUp) {
    List<String> keys = new ArrayList<>(List.of(ENABLED));
    if (rollUp.slides()) {
      keys.addAll(List.of(SIZE, PERIOD));
    }
    if (rollUp == RollUp.EQUIPMENT_HEALTH) {
      keys.addAll(List.of(UNSTABLE_ABOVE, BY_TYPE));
    }
    if (rollUp == RollUp.LINE_EFFICIENCY) {
      List.of(LineMetric.values()).forEach(metric -> keys.add(metric.label()));
    }
    return keys;
  }

  private void read(RollUp rollUp, YamlMap fields) {
    Boolean enabled = fields.value(ENABLED, YamlNodes::flag, "allowed are true and false");
    if (enabled != null ? enabled : under == null || under.has(rollUp)) {
      running.add(rollUp);
    } else {
      running.remove(rollUp);
    }
    if (rollUp.slides()) {
      readWindows(rollUp, fields);
    }
    if (rollUp == RollUp.EQUIPMENT_HEALTH) {
      readBounds(fields);
    }
    if (rollUp == RollUp.LINE_EFFICIENCY) {
      for (LineMetric metric : LineMetric.values()) {
        if (fields.has(metric.label())) {
          lineMetrics.put(metric, choices(fields, metric.label()));
        }
      }
    }
  }

  private void readWindows(RollUp rollUp, YamlMap fields) {
    RollUpWindows usual = windows.get(rollUp);
    Duration size = duration(fields, SIZE, usual == null ? null : usual.size());
    Duration period = duration(fields, PERIOD, usual == null ? null : usual.period());
    if (size == null || period == null) {
      return;
    }
    windows.put(rollUp, new RollUpWindows(size, period));
    String place = fields.has(PERIOD) ? PERIOD : SIZE;
    if (period.compareTo(size) > 0) {
      fields.problem(
          place,
          "makes a period of %s and a size of %s, so readings between windows would be in none; allowed is a period of at most the size"
              .formatted(Durations.format(period), Durations.format(size)));
      return;
    }
    long pane =
        BigInteger.valueOf(size.toMillis()).gcd(BigInteger.valueOf(period.toMillis())).longValue();
    if (size.toMillis() / pane > MAX_PANES) {
      fields.problem(
          place,
          "makes a size of %s and a period of %s, whose greatest common divisor is %d ms; allowed is at least 1/%d of the size"
              .formatted(Durations.format(size), Durations.format(period), pane, MAX_PANES));
    }
  }

  private static Duration duration(YamlMap fields, String key, Duration otherwise) {
    if (!fields.has(key)) {
      return otherwise;
    }
    return fields.value(
        key,
        YamlNodes.parsedBy(RollUpSection::windowLength),
        "allowed is a duration such as 30s or 10m, of 1s to %s"
            .formatted(Durations.format(LONGEST)));
  }

  private static Duration windowLength(String text) {
    Duration duration = Durations.parse(text);
    if (duration.compareTo(Duration.ofSeconds(1)) < 0 || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("out of range");
    }
    return duration;
  }

  private void readBounds(YamlMap fields) {
    unstableAbove = bound(fields, UNSTABLE_ABOVE, unstableAbove);
    YamlMap byType = fields.mapOrNothing(BY_TYPE);
    for (String type : byType.keys()) {
      unstableAboveByType.put(type.strip().toLowerCase(Locale.ROOT), bound(byType, type, 0));
    }
  }

  private static double bound(YamlMap fields, String key, double otherwise) {
    Double bound = fields.value(key, YamlNodes::number, "allowed is a number");
    if (bound != null && bound < 0) {
      fields.problem(key, "is %s; allowed is a number that is not negative".formatted(bound));
    }
    return bound == null ? otherwise : bound;
  }

  private static List<MetricChoice> choices(YamlMap fields, String key) {
    List<MetricChoice> choices = new ArrayList<>();
    for (YamlMap choice : fields.each(key, METRIC)) {
      choice.only(SENSOR_TYPE, METRIC);
      if (choice.keys().isEmpty()) {
        choice.problem("has neither sensor_type nor metric; at least one is needed");
      }
      choices.add(new MetricChoice(choice.optionalText(SENSOR_TYPE), choice.optionalText(METRIC)));
    }
    return choices;
  }
}
