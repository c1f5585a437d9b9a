package io.plantbeam.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.plantbeam.parse.Measure;
import io.plantbeam.parse.SensorType;
import io.plantbeam.parse.SensorTypes;
import io.plantbeam.parse.ValidRange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The catalogue of sensor types as a YAML file; the built-in one, {@code sensor-types.yaml} beside
 * this class, describes the form.
 *
 * <p>Strict: a key that is not known, a bound that is not a number or a policy that does not exist
 * ends in a {@link ConfigFileException} that names the file, the place and what is allowed. The
 * {@code detectors} of a type are passed on as they are, for whoever knows the detectors to judge.
 */
public final class SensorTypesFile {
  private static final String DEFAULTS = "sensor-types.yaml";
  private static final ObjectReader YAML =
      YAMLMapper.builder(new YAMLFactory())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build()
          .reader();

  private final SensorTypes sensorTypes;
  private final Map<String, JsonNode> detectorSections;

  private SensorTypesFile(SensorTypes sensorTypes, Map<String, JsonNode> detectorSections) {
    this.sensorTypes = sensorTypes;
    this.detectorSections = Collections.unmodifiableMap(detectorSections);
  }

  /** The built-in sensor types. */
  public static SensorTypesFile defaults() {
    try (InputStream in = SensorTypesFile.class.getResourceAsStream(DEFAULTS)) {
      return read(DEFAULTS, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a file, which takes the place of the built-in one.
   *
   * @throws ConfigFileException where the file cannot be read or is not a valid catalogue
   */
  public static SensorTypesFile load(Path file) {
    try {
      return read(file.toString(), Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new ConfigFileException("%s cannot be read: there is no such file".formatted(file), e);
    } catch (IOException e) {
      throw new ConfigFileException("%s cannot be read: %s".formatted(file, e), e);
    }
  }

  private static SensorTypesFile read(String file, byte[] yaml) {
    JsonNode root;
    try {
      root = YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      throw new ConfigFileException(
          "%s is not valid YAML: line %d: %s"
              .formatted(
                  file,
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                  e.getOriginalMessage().lines().findFirst().orElse("")),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ConfigNode types = ConfigNode.root(file, root).withKeys("sensor_types").object("sensor_types");
    List<SensorType> sensorTypes = new ArrayList<>();
    Map<String, JsonNode> detectorSections = new LinkedHashMap<>();
    for (String name : types.keys()) {
      ConfigNode type =
          types.object(name).withKeys("unit", "unit_aliases", "range", "measures", "detectors");
      sensorTypes.add(
          new SensorType(
              name, type.text("unit"), type.texts("unit_aliases"), range(type), measures(type)));
      if (type.has("detectors")) {
        detectorSections.put(name, type.object("detectors").json());
      }
    }
    if (sensorTypes.isEmpty()) {
      throw types.problem("has no sensor types; at least one is needed");
    }
    try {
      return new SensorTypesFile(SensorTypes.of(sensorTypes), detectorSections);
    } catch (IllegalArgumentException e) {
      throw new ConfigFileException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static List<Measure> measures(ConfigNode type) {
    List<Measure> measures = new ArrayList<>();
    if (type.has("measures")) {
      ConfigNode section = type.object("measures");
      for (String name : section.keys()) {
        ConfigNode measure = section.object(name).withKeys("unit", "range");
        measures.add(new Measure(name, measure.text("unit"), range(measure)));
      }
    }
    return measures;
  }

  private static ValidRange range(ConfigNode owner) {
    if (!owner.has("range")) {
      return null;
    }
    ConfigNode range = owner.object("range").withKeys("low", "high", "policy");
    if (!range.has("low") && !range.has("high")) {
      throw range.problem("has neither low nor high; at least one is needed");
    }
    double low = range.number("low", Double.NEGATIVE_INFINITY);
    double high = range.number("high", Double.POSITIVE_INFINITY);
    if (low > high) {
      throw range.problem(
          "has low %s above high %s; low must not be greater than high".formatted(low, high));
    }
    String policy = range.text("policy");
    for (ValidRange.Policy allowed : ValidRange.Policy.values()) {
      if (allowed.name().toLowerCase(Locale.ROOT).equals(policy)) {
        return new ValidRange(low, high, allowed);
      }
    }
    throw range.problem(
        "has policy %s; allowed are reject, clamp, flag"
            .formatted(policy == null ? "missing" : "'" + policy + "'"));
  }

  public SensorTypes sensorTypes() {
    return sensorTypes;
  }

  /**
   * The {@code detectors} objects, unchecked, by sensor type, for those types that have one. The
   * caller turns them into detector settings.
   */
  public Map<String, JsonNode> detectorSections() {
    return detectorSections;
  }
}
