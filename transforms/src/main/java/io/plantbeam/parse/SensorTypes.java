package io.plantbeam.parse;

import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The catalogue of sensor types: units, measures and valid ranges. Immutable. */
public final class SensorTypes implements Serializable {
  /** Fields of every message, which a measure cannot be named after. */
  public static final Set<String> RESERVED_NAMES =
      Set.of(
          "sensor_id",
          "device_id",
          "sensor_type",
          "metric_type",
          "facility_id",
          "timestamp",
          "unit",
          "quality_score",
          "value",
          "location",
          "metadata");

  private final Map<String, SensorType> types = new LinkedHashMap<>();
  private final Map<String, SensorType> typesByFoldedName = new HashMap<>();
  private final Map<String, MeasureOwners> measures = new LinkedHashMap<>();

  private SensorTypes() {}

  /**
   * Makes a catalogue.
   *
   * @throws IllegalArgumentException where a name is given twice, whatever its case, or a measure
   *     has the name of a message field
   */
  public static SensorTypes of(Collection<SensorType> types) {
    SensorTypes catalogue = new SensorTypes();
    for (SensorType type : types) {
      catalogue.add(type);
    }
    return catalogue;
  }

  private void add(SensorType type) {
    types.put(type.name(), type);
    if (typesByFoldedName.putIfAbsent(folded(type.name()), type) != null) {
      throw new IllegalArgumentException("sensor type %s is given twice".formatted(type.name()));
    }
    for (Measure measure : type.measures()) {
      if (RESERVED_NAMES.contains(measure.name())) {
        throw new IllegalArgumentException(
            "measure %s of sensor type %s has the name of a message field"
                .formatted(measure.name(), type.name()));
      }
      measures
          .computeIfAbsent(measure.name(), name -> new MeasureOwners(type.name(), measure))
          .add(type.name(), measure);
    }
  }

  /**
   * The type of this name, or null. Case and surrounding blanks do not matter: {@code TEMPERATURE}
   * is the type {@code temperature}.
   */
  public SensorType type(String name) {
    SensorType type = types.get(name);
    return type != null ? type : typesByFoldedName.get(folded(name));
  }

  /** The same for all names that mean one type. */
  public static String folded(String name) {
    return name.strip().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  public Collection<SensorType> types() {
    return Collections.unmodifiableCollection(types.values());
  }

  /** The names of all typed measures, each a field that makes a reading. */
  public Set<String> measureNames() {
    return Collections.unmodifiableSet(measures.keySet());
  }

  /**
   * The measure of this name: as the declared type defines it, or else as the first type that has
   * it does; null where no type has it.
   *
   * @param declaredType null where the message declares none
   */
  public Measure measure(String declaredType, String name) {
    MeasureOwners owners = measures.get(name);
    return owners == null ? null : owners.of(declaredType);
  }

  /** The first type that has this measure, or null. */
  public String typeOfMeasure(String name) {
    MeasureOwners owners = measures.get(name);
    return owners == null ? null : owners.firstType;
  }

  /** The definitions of one measure name, of which there is one as a rule. */
  private static final class MeasureOwners implements Serializable {
    private final String firstType;
    private final Measure first;
    private final Map<String, Measure> byType = new HashMap<>();

    private MeasureOwners(String firstType, Measure first) {
      this.firstType = firstType;
      this.first = first;
    }

    private void add(String type, Measure measure) {
      if (byType.putIfAbsent(type, measure) != null) {
        throw new IllegalArgumentException(
            "measure %s of sensor type %s is given twice".formatted(measure.name(), type));
      }
    }

    private Measure of(String declaredType) {
      return byType.size() == 1 ? first : byType.getOrDefault(declaredType, first);
    }
  }
}
