package io.plantbeam.enrich;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.SeriesInfo;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** All facilities and sensors that are known, as they were loaded at one time. Immutable. */
public final class AssetRegistry implements Serializable {
  /** Knows nothing, and is older than every registry that was loaded. */
  public static final AssetRegistry EMPTY = new AssetRegistry(-1, List.of(), List.of());

  private final long version;
  private final Map<String, Facility> facilities;
  private final Map<String, Sensor> sensors;

  /**
   * @param version the greater, the newer
   * @throws IllegalStateException where two facilities or two sensors have the same id
   */
  public AssetRegistry(long version, Collection<Facility> facilities, Collection<Sensor> sensors) {
    this.version = version;
    this.facilities =
        facilities.stream().collect(toUnmodifiableMap(Facility::facilityId, Function.identity()));
    this.sensors =
        sensors.stream().collect(toUnmodifiableMap(Sensor::sensorId, Function.identity()));
  }

  public long version() {
    return version;
  }

  /** The entries by facility id. */
  public Map<String, Facility> facilities() {
    return facilities;
  }

  /** The entries by sensor id. */
  public Map<String, Sensor> sensors() {
    return sensors;
  }

  /**
   * The entry of a sensor, or null where there is none. An entry that names another facility does
   * not apply.
   *
   * @param facilityId null where messages name none
   */
  public Sensor sensor(String facilityId, String sensorId) {
    Sensor sensor = sensors.get(sensorId);
    boolean elsewhere =
        sensor != null
            && facilityId != null
            && sensor.facilityId() != null
            && !sensor.facilityId().equals(facilityId);
    return elsewhere ? null : sensor;
  }

  /**
   * What is known of a series: its sensor, and the facility of the message or else the sensor's.
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
    AlertThresholds.Bounds bounds =
        sensor == null ? AlertThresholds.Bounds.OPEN : sensor.thresholds().of(series.metric());
    return new AssetContext(
        sensor != null,
        facilityId,
        facility == null ? null : facility.name(),
        facility == null ? null : facility.location(),
        facility == null ? null : facility.timezone(),
        facility == null ? null : facility.productionLine(),
        sensor == null ? null : sensor.equipmentId(),
        sensor == null ? null : sensor.maintenanceSchedule(),
        sensor == null ? null : sensor.calibrationDate(),
        bounds.low(),
        bounds.high(),
        sensor == null ? 0 : sensor.criticality(),
        facility == null ? 0 : facility.criticality());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AssetRegistry that
        && version == that.version
        && facilities.equals(that.facilities)
        && sensors.equals(that.sensors);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(version);
  }

  @Override
  public String toString() {
    return "AssetRegistry[version %d, %d facilities, %d sensors]"
        .formatted(version, facilities.size(), sensors.size());
  }

  /** Version, facilities, sensors; the entries sorted by id. */
  public static final class RegistryCoder extends VersionedCoder<AssetRegistry> {
    private static final long serialVersionUID = 1;

    public static final RegistryCoder INSTANCE = new RegistryCoder();

    private RegistryCoder() {
      super(1);
    }

    @Override
    protected void write(AssetRegistry value, ByteWriter out) {
      out.writeSignedVarLong(value.version);
      Facility.FacilityCoder.INSTANCE.embedAll(sorted(value.facilities), out);
      Sensor.SensorCoder.INSTANCE.embedAll(sorted(value.sensors), out);
    }

    @Override
    protected AssetRegistry read(int bodyVersion, ByteReader in) {
      return new AssetRegistry(
          in.readSignedVarLong(),
          Facility.FacilityCoder.INSTANCE.readAllEmbedded(in),
          Sensor.SensorCoder.INSTANCE.readAllEmbedded(in));
    }

    private static <T> List<T> sorted(Map<String, T> entries) {
      return new ArrayList<>(new TreeMap<>(entries).values());
    }
  }
}
