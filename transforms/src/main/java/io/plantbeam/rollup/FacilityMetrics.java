package io.plantbeam.rollup;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.model.OutputSchema;
import java.util.List;

/**
 * A facility in a window that holds at least one of its readings. The window's ends are
 * milliseconds since the epoch.
 *
 * @param facilityId null for all readings whose facility is unknown
 * @param qualityAlerts readings with a quality below 0.8
 */
public record FacilityMetrics(
    String facilityId,
    String facilityName,
    long windowStart,
    long windowEnd,
    long activeSensors,
    long activeEquipment,
    long readings,
    long qualityAlerts,
    List<TypeMean> byType,
    long revision) {

  /** What is published. */
  public static final OutputSchema<FacilityMetrics> SCHEMA =
      OutputSchema.<FacilityMetrics>of(RollUp.FACILITY_METRICS.label())
          .identifiedBy(FacilityMetrics::identity)
          .text(
              "facility_id",
              "from the messages or else the registry; null for all readings of which neither"
                  + " names one",
              FacilityMetrics::facilityId)
          .text(
              "facility_name",
              "from the registry, as at the last reading",
              FacilityMetrics::facilityName)
          .timeMillis(
              "window_start", "start of the window, inclusive", FacilityMetrics::windowStart)
          .timeMillis("window_end", "end of the window, exclusive", FacilityMetrics::windowEnd)
          .integer(
              "active_sensors",
              "sensors with a reading in the window, each counted once",
              FacilityMetrics::activeSensors)
          .integer(
              "active_equipment",
              "equipment with a reading in the window, each counted once; sensors whose equipment"
                  + " is unknown count for none",
              FacilityMetrics::activeEquipment)
          .integer("readings", "number of readings", FacilityMetrics::readings)
          .integer(
              "quality_alerts", "readings with a quality below 0.8", FacilityMetrics::qualityAlerts)
          .records(
              "by_type",
              "for each sensor type and unit the mean of the values and the number of readings",
              TypeMean.SCHEMA,
              FacilityMetrics::byType)
          .integer(
              "revision",
              "0, and one more for each correction of the window by late data",
              FacilityMetrics::revision)
          .build();

  private String identity() {
    return RowIdentity.of(SCHEMA, windowStart, windowEnd, facilityId);
  }

  /** The fields in their order. */
  public static final class RowCoder extends VersionedCoder<FacilityMetrics> {
    private static final long serialVersionUID = 1;

    public static final RowCoder INSTANCE = new RowCoder();

    private RowCoder() {
      super(1);
    }

    @Override
    protected void write(FacilityMetrics value, ByteWriter out) {
      out.writeString(value.facilityId);
      out.writeString(value.facilityName);
      out.writeSignedVarLong(value.windowStart);
      out.writeSignedVarLong(value.windowEnd);
      out.writeVarLong(value.activeSensors);
      out.writeVarLong(value.activeEquipment);
      out.writeVarLong(value.readings);
      out.writeVarLong(value.qualityAlerts);
      TypeMean.write(value.byType, out);
      out.writeVarLong(value.revision);
    }

    @Override
    protected FacilityMetrics read(int bodyVersion, ByteReader in) {
      return new FacilityMetrics(
          in.readString(),
          in.readString(),
          in.readSignedVarLong(),
          in.readSignedVarLong(),
          in.readVarLong(),
          in.readVarLong(),
          in.readVarLong(),
          in.readVarLong(),
          TypeMean.readAll(in),
          in.readVarLong());
    }
  }
}
