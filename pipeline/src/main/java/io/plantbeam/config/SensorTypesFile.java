package io.plantbeam.config;

import io.plantbeam.parse.Measure;
import io.plantbeam.parse.SensorType;
import io.plantbeam.parse.SensorTypes;
import io.plantbeam.parse.ValidRange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The catalogue of sensor types as YAML; the built-in one, {@code sensor-types.yaml} beside this
 * class, describes the form. A user's file is laid over it type by type: a type that the file names
 * is the file's alone, and each other built-in type stays.
 *
 * <p>The {@code detectors} of a type are passed on as they are, for whoever knows the detectors to
 * judge.
 */
public final class SensorTypesFile {
  private static final String BUILT_IN = "sensor-types.yaml";
  private static final String EXTENDS = "extends";
  private static final String EXTENDS_NONE = "none";
  private static final String EXTENDS_BUILT_IN = "built-in";
  private static final String TYPES = "sensor_types";
  private static final String DETECTORS = "detectors";

  private final SensorTypes sensorTypes;
  private final YamlMap detectorsOfAll;
  private final Map<String, YamlMap> detectorSections;

  private SensorTypesFile(
      SensorTypes sensorTypes, YamlMap detectorsOfAll, Map<String, YamlMap> detectorSections) {
    this.sensorTypes = sensorTypes;
    this.detectorsOfAll = detectorsOfAll;
    this.detectorSections = Collections.unmodifiableMap(detectorSections);
  }

  /** The built-in sensor types. */
  public static SensorTypesFile defaults() {
    try (InputStream in = SensorTypesFile.class.getResourceAsStream(BUILT_IN)) {
      return read(BUILT_IN, SettingsFile.utf8(in.readAllBytes()), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a file and lays it over the built-in one, which counts for nothing where the file says
   * {@code extends: none}.
   *
   * @param file see {@link SettingsFile}
   * @throws InvalidOptionsException with a sentence for each thing that is wrong: file, line,
   *     place, value, and what is allowed
   */
  public static SensorTypesFile load(String file) {
    return read(file, SettingsFile.text(file), defaults());
  }

  /**
   * @param builtIn what the file is laid over; null for the built-in file itself
   */
  private static SensorTypesFile read(String file, String text, SensorTypesFile builtIn) {
    List<String> problems = new ArrayList<>();
    YamlMap yaml = YamlFile.read(file, text, problems).only(EXTENDS, DETECTORS, TYPES);
    SensorTypesFile under = extended(yaml) ? builtIn : null;
    Map<String, YamlMap> detectorSections = new LinkedHashMap<>();
    // First the file's own, which so are the first to own a measure that a built-in type has too.
    Map<String, SensorType> types = new LinkedHashMap<>();
    int before = problems.size();
    YamlMap section = yaml.map(TYPES);
    if (!yaml.has(TYPES)) {
      if (under == null || !yaml.has(DETECTORS)) {
        yaml.problem("has no '%s'".formatted(TYPES));
      }
    } else if (section.keys().isEmpty() && problems.size() == before) {
      section.problem("has no sensor types; at least one is needed");
    }
    for (String name : section.keys()) {
      YamlMap type = section.map(name).only("unit", "unit_aliases", "range", "measures", DETECTORS);
      SensorType twin = types.put(SensorTypes.folded(name), type(name, type));
      if (twin != null) {
        section.problem(name, "is there twice, as '%s' too".formatted(twin.name()));
      }
      if (type.has(DETECTORS)) {
        detectorSections.put(name, type.map(DETECTORS));
      }
    }
    if (under != null) {
      under
          .sensorTypes
          .types()
          .forEach(type -> types.putIfAbsent(SensorTypes.folded(type.name()), type));
    }
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(problems);
    }
    return new SensorTypesFile(
        SensorTypes.of(types.values()),
        yaml.has(DETECTORS) ? yaml.map(DETECTORS) : null,
        detectorSections);
  }

  private static boolean extended(YamlMap yaml) {
    String base = yaml.has(EXTENDS) ? yaml.text(EXTENDS) : EXTENDS_BUILT_IN;
    if (base != null && !base.equals(EXTENDS_NONE) && !base.equals(EXTENDS_BUILT_IN)) {
      yaml.problem(
          EXTENDS,
          "is '%s'; allowed are %s and %s".formatted(base, EXTENDS_NONE, EXTENDS_BUILT_IN));
    }
    return EXTENDS_BUILT_IN.equals(base);
  }

  private static SensorType type(String name, YamlMap type) {
    return new SensorType(
        name, unit(type), type.texts("unit_aliases"), range(type), measures(type));
  }

  private static String unit(YamlMap owner) {
    return owner.has("unit") ? owner.value("unit", YamlNodes::word, "allowed is a text") : null;
  }

  private static List<Measure> measures(YamlMap type) {
    List<Measure> measures = new ArrayList<>();
    YamlMap section = type.map("measures");
    for (String name : section.keys()) {
      if (SensorTypes.RESERVED_NAMES.contains(name)) {
        section.problem(name, "has the name of a message field; allowed is any other");
      }
      YamlMap measure = section.map(name).only("unit", "range");
      measures.add(new Measure(name, unit(measure), range(measure)));
    }
    return measures;
  }

  private static ValidRange range(YamlMap owner) {
    if (!owner.has("range")) {
      return null;
    }
    YamlMap range = owner.map("range").only("low", "high", "policy");
    if (!range.has("low") && !range.has("high")) {
      range.problem("has neither low nor high; at least one is needed");
    }
    double low = range.number("low", Double.NEGATIVE_INFINITY);
    double high = range.number("high", Double.POSITIVE_INFINITY);
    if (low > high) {
      range.problem(
          "has low %s above high %s; allowed is a low that is not above high".formatted(low, high));
      return null;
    }
    ValidRange.Policy policy = policy(range);
    return policy == null ? null : new ValidRange(low, high, policy);
  }

  private static ValidRange.Policy policy(YamlMap range) {
    if (!range.has("policy")) {
      range.problem("has no 'policy'; allowed are reject, clamp and flag");
    }
    return range.value(
        "policy",
        YamlNodes.parsedBy(
            text ->
                Arrays.stream(ValidRange.Policy.values())
                    .filter(policy -> policy.name().toLowerCase(Locale.ROOT).equals(text))
                    .findFirst()
                    .orElse(null)),
        "allowed are reject, clamp and flag");
  }

  public SensorTypes sensorTypes() {
    return sensorTypes;
  }

  /**
   * The {@code detectors} that hold for all types as far as these say nothing else, unchecked; null
   * where the file has none.
   */
  public YamlMap detectorsOfAll() {
    return detectorsOfAll;
  }

  /**
   * The {@code detectors} of those types that have any, unchecked, by sensor type. The caller turns
   * them into detector settings.
   */
  public Map<String, YamlMap> detectorSections() {
    return detectorSections;
  }
}
