package io.plantbeam.enrich;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.maintenance.MaintenanceEntry;
import io.plantbeam.model.AlarmLimits;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.NearbyWork;
import io.plantbeam.model.SeriesInfo;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * All facilities, production lines, equipment and sensors that are known, and the work that is
 * planned on them, as they were loaded at one time. Immutable.
 *
 * <p>Entries of lines, equipment and sensors are by facility and id. One that names no facility
 * serves its id in every facility that has no entry of its own; but a sensor that names none is in
 * the facility of its equipment, if that names one.
 */
public final class AssetRegistry implements Serializable {
  private static final long serialVersionUID = 1;

  /** Knows nothing, and is older than every registry that was loaded. */
  public static final AssetRegistry EMPTY = new AssetRegistry(-1, List.of(), List.of());

  private final long version;
  private final Map<String, Facility> facilities;
  private final ByFacility<ProductionLine> lines;
  private final ByFacility<Equipment> equipment;
  private final ByFacility<Sensor> sensors;
  private final List<MaintenanceEntry> maintenance;

  /** A registry of facilities and sensors alone. */
  public AssetRegistry(long version, Collection<Facility> facilities, Collection<Sensor> sensors) {
    this(version, facilities, List.of(), List.of(), sensors);
  }

  /** A registry without planned work; what it takes and throws is as for one with it. */
  public AssetRegistry(
      long version,
      Collection<Facility> facilities,
      Collection<ProductionLine> lines,
      Collection<Equipment> equipment,
      Collection<Sensor> sensors) {
    this(version, facilities, lines, equipment, sensors, List.of());
  }

  /**
   * @param version the greater, the newer
   * @throws IllegalStateException where two facilities have the same id, or two of the others the
   *     same id in one facility
   */
  public AssetRegistry(
      long version,
      Collection<Facility> facilities,
      Collection<ProductionLine> lines,
      Collection<Equipment> equipment,
      Collection<Sensor> sensors,
      Collection<MaintenanceEntry> maintenance) {
    this.version = version;
    this.facilities =
        facilities.stream().collect(toUnmodifiableMap(Facility::facilityId, Function.identity()));
    this.lines = new ByFacility<>(lines);
    this.equipment = new ByFacility<>(equipment.stream().map(this::inItsFacility).toList());
    this.sensors = new ByFacility<>(sensors.stream().map(this::inItsFacility).toList());
    this.maintenance = List.copyOf(maintenance);
  }

  private Equipment inItsFacility(Equipment machine) {
    if (machine.facilityId() != null || machine.lineId() == null) {
      return machine;
    }
    ProductionLine line = lines.find(null, machine.lineId());
    return line == null ? machine : machine.inFacility(line.facilityId());
  }

  private Sensor inItsFacility(Sensor sensor) {
    if (sensor.facilityId() != null || sensor.equipmentId() == null) {
      return sensor;
    }
    Equipment machine = equipment.find(null, sensor.equipmentId());
    return machine == null ? sensor : sensor.inFacility(machine.facilityId());
  }

  public long version() {
    return version;
  }

  /** The entries by facility id. */
  public Map<String, Facility> facilities() {
    return facilities;
  }

  /** The entries sorted by id and facility. */
  public List<ProductionLine> lines() {
    return lines.sorted();
  }

  /** The entries sorted by id and facility. */
  public List<Equipment> equipment() {
    return equipment.sorted();
  }

  /** The entries sorted by id and facility. */
  public List<Sensor> sensors() {
    return sensors.sorted();
  }

  /** The planned work, as it was given. */
  public List<MaintenanceEntry> maintenance() {
    return maintenance;
  }

  /**
   * The entry of a sensor in a facility, or the one that serves every facility; null where there is
   * none.
   *
   * @param facilityId null where the message names none: then the sensor's only entry counts
   */
  public Sensor sensor(String facilityId, String sensorId) {
    return sensors.find(facilityId, sensorId);
  }

  /** The entry of a machine, found as that of a sensor is. */
  public Equipment equipment(String facilityId, String equipmentId) {
    return equipment.find(facilityId, equipmentId);
  }

  /** The entry of a production line, found as that of a sensor is. */
  public ProductionLine line(String facilityId, String lineId) {
    return lines.find(facilityId, lineId);
  }

  /** What this says of equipment, without all else: for steps that ask for nothing else. */
  public AssetRegistry ofEquipment() {
    return new AssetRegistry(version, List.of(), List.of(), equipment.sorted(), List.of());
  }

  /**
   * Whether a sensor is not found because its messages name no facility, and several facilities
   * have an entry of it.
   */
  public boolean isAmbiguous(SeriesInfo series) {
    return series.facilityId() == null && sensors.isAmbiguous(series.sensorId());
  }

  /**
   * What is known of a series: its sensor, the equipment of this, and the facility of the message
   * or else the sensor's. Planned work is not in it, which is of a time.
   */
  public AssetContext contextOf(SeriesInfo series) {
    Sensor sensor = sensor(series.facilityId(), series.sensorId());
    String facilityId = series.facilityId();
    if (facilityId == null && sensor != null) {
      facilityId = sensor.facilityId();
    }
    Facility facility = facilityId == null ? null : facilities.get(facilityId);
    if (sensor == null && facility == null) {
      return AssetContext.unmatched(facilityId);
    }
    Equipment machine =
        sensor == null || sensor.equipmentId() == null
            ? null
            : equipment.find(facilityId, sensor.equipmentId());
    AlertThresholds.Bounds bounds =
        sensor == null ? AlertThresholds.Bounds.OPEN : sensor.thresholds().of(series.metric());
    return new AssetContext(
        sensor != null,
        facilityId,
        facility == null ? null : facility.name(),
        facility == null ? null : facility.location(),
        facility == null ? null : facility.timezone(),
        productionLine(machine, facility),
        sensor == null ? null : sensor.equipmentId(),
        sensor == null ? null : sensor.maintenanceSchedule(),
        sensor == null ? null : sensor.calibrationDate(),
        bounds.low(),
        bounds.high(),
        equipmentCriticality(sensor, machine),
        facility == null ? 0 : facility.criticality(),
        machine == null ? null : machine.name(),
        NearbyWork.NONE,
        sensor == null ? AlarmLimits.NONE : sensor.alarms().of(series.metric()));
  }

  private static String productionLine(Equipment machine, Facility facility) {
    if (machine != null && machine.lineId() != null) {
      return machine.lineId();
    }
    return facility == null ? null : facility.productionLine();
  }

  private static double equipmentCriticality(Sensor sensor, Equipment machine) {
    if (sensor != null && !Double.isNaN(sensor.criticality())) {
      return sensor.criticality();
    }
    return machine == null ? 0 : machine.criticality();
  }

  /**
   * A kind of entries that an earlier registry has and this one lacks; null where there is none.
   */
  String kindLostSince(AssetRegistry earlier) {
    if (facilities.isEmpty() && !earlier.facilities.isEmpty()) {
      return "facilities";
    }
    if (lines.size() == 0 && earlier.lines.size() > 0) {
      return "lines";
    }
    if (equipment.size() == 0 && earlier.equipment.size() > 0) {
      return "equipment";
    }
    return sensors.size() == 0 && earlier.sensors.size() > 0 ? "sensors" : null;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AssetRegistry that
        && version == that.version
        && facilities.equals(that.facilities)
        && lines.equals(that.lines)
        && equipment.equals(that.equipment)
        && sensors.equals(that.sensors)
        && maintenance.equals(that.maintenance);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(version);
  }

  /**
   * {@code 1 facilities, 2 lines, 3 equipment and 50 sensors, and 4 maintenance}; of lines,
   * equipment and maintenance if any.
   */
  public String summary() {
    List<String> parts = new ArrayList<>();
    parts.add("%,d facilities".formatted(facilities.size()));
    if (lines.size() > 0) {
      parts.add("%,d lines".formatted(lines.size()));
    }
    if (equipment.size() > 0) {
      parts.add("%,d equipment".formatted(equipment.size()));
    }
    return "%s and %,d sensors%s"
        .formatted(
            String.join(", ", parts),
            sensors.size(),
            maintenance.isEmpty() ? "" : ", and %,d maintenance".formatted(maintenance.size()));
  }

  @Override
  public String toString() {
    return "AssetRegistry[version %d, %s]".formatted(version, summary());
  }

  /**
   * Version, facilities, sensors, lines, equipment, each sorted, and maintenance. The first had two
   * kinds, the second no maintenance.
   */
  public static final class RegistryCoder extends VersionedCoder<AssetRegistry> {
    private static final long serialVersionUID = 1;

    public static final RegistryCoder INSTANCE = new RegistryCoder();

    private RegistryCoder() {
      super(3);
    }

    @Override
    protected void write(AssetRegistry value, ByteWriter out) {
      out.writeSignedVarLong(value.version);
      Facility.FacilityCoder.INSTANCE.embedAll(
          new ArrayList<>(new TreeMap<>(value.facilities).values()), out);
      Sensor.SensorCoder.INSTANCE.embedAll(value.sensors.sorted(), out);
      ProductionLine.LineCoder.INSTANCE.embedAll(value.lines.sorted(), out);
      Equipment.EquipmentCoder.INSTANCE.embedAll(value.equipment.sorted(), out);
      MaintenanceEntry.EntryCoder.INSTANCE.embedAll(value.maintenance, out);
    }

    @Override
    protected AssetRegistry read(int bodyVersion, ByteReader in) {
      long version = in.readSignedVarLong();
      List<Facility> facilities = Facility.FacilityCoder.INSTANCE.readAllEmbedded(in);
      List<Sensor> sensors = Sensor.SensorCoder.INSTANCE.readAllEmbedded(in);
      if (bodyVersion == 1) {
        return new AssetRegistry(version, facilities, sensors);
      }
      List<ProductionLine> lines = ProductionLine.LineCoder.INSTANCE.readAllEmbedded(in);
      List<Equipment> equipment = Equipment.EquipmentCoder.INSTANCE.readAllEmbedded(in);
      return new AssetRegistry(
          version,
          facilities,
          lines,
          equipment,
          sensors,
          bodyVersion == 2 ? List.of() : MaintenanceEntry.EntryCoder.INSTANCE.readAllEmbedded(in));
    }
  }
}
