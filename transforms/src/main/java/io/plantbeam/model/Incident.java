package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import java.util.ArrayList;
import java.util.List;

/**
 * Alerts of one piece of equipment (of one sensor where the registry knows none) whose starts
 * follow each other closely: what staff are called for once. Each event has all that is known by
 * then, so that the one with the greatest sequence is the incident as it is. Times are microseconds
 * since the epoch.
 *
 * @param incidentId stable: derived from equipment and the start of the alert that was raised first
 * @param state {@link AlertState#RESOLVED} when all its alerts are; another alert may open it again
 * @param sequence 1 for the first event, and one more for each that follows
 * @param asset of the first alert
 * @param severity the worst of its alerts
 * @param startsAtMicros the least start of its alerts
 * @param lastAtMicros event time of the latest anomaly of its alerts
 * @param endsAtMicros the greatest end of its alerts; {@link EpisodeSummary#OPEN} as long as one is
 *     open
 * @param alerts how many
 * @param openAlerts how many of them are not resolved
 * @param sensors ids, in the order in which they spoke first
 */
public record Incident(
    String incidentId,
    AlertState state,
    long sequence,
    AssetContext asset,
    Severity severity,
    long startsAtMicros,
    long lastAtMicros,
    long endsAtMicros,
    long alerts,
    long openAlerts,
    List<String> sensors) {

  public Incident {
    sensors = List.copyOf(sensors);
  }

  /** What is published of an incident. */
  public static final OutputSchema<Incident> SCHEMA =
      OutputSchema.<Incident>of("incidents")
          .identifiedBy(Incident::incidentId)
          .versionedBy(Incident::sequence)
          .text(
              "incident_id",
              "stable id, derived from the equipment, or else the sensor, and the start of the"
                  + " alert that was raised first",
              Incident::incidentId)
          .text(
              "state",
              "raised, updated, or resolved when all its alerts are; another alert may open it"
                  + " again",
              incident -> incident.state.label())
          .integer(
              "sequence",
              "1 for the first event of the incident, and one more for each that follows: the"
                  + " greatest is the incident as it is",
              Incident::sequence)
          .text("equipment_id", "from the registry", incident -> incident.asset.equipmentId())
          .text("production_line", "from the registry", incident -> incident.asset.productionLine())
          .text("facility_id", "facility of the equipment", incident -> incident.asset.facilityId())
          .text("facility_name", "from the registry", incident -> incident.asset.facilityName())
          .text(
              "severity",
              "the worst of its alerts: medium, high or critical",
              incident -> incident.severity.label())
          .timeMicros("starts_at", "the first start of its alerts", Incident::startsAtMicros)
          .timeMicros(
              "last_at", "event time of the latest anomaly of its alerts", Incident::lastAtMicros)
          .optionalTimeMicros(
              "ends_at",
              "the last end of its alerts; null while one of them is open",
              incident ->
                  incident.endsAtMicros == EpisodeSummary.OPEN ? null : incident.endsAtMicros)
          .integer("alerts", "how many alerts it has so far", Incident::alerts)
          .integer("open_alerts", "how many of them are not resolved", Incident::openAlerts)
          .texts(
              "sensors",
              "ids of the sensors, in the order in which their alerts were raised",
              Incident::sensors)
          .build();

  /** The fields in their order. */
  public static final class IncidentCoder extends VersionedCoder<Incident> {
    private static final long serialVersionUID = 1;

    public static final IncidentCoder INSTANCE = new IncidentCoder();

    private IncidentCoder() {
      super(1);
    }

    @Override
    protected void write(Incident value, ByteWriter out) {
      out.writeString(value.incidentId);
      out.writeByte(value.state.ordinal());
      out.writeVarLong(value.sequence);
      value.asset.write(out);
      out.writeByte(value.severity.ordinal());
      out.writeTime(value.startsAtMicros);
      out.writeTime(value.lastAtMicros);
      out.writeTime(value.endsAtMicros);
      out.writeVarLong(value.alerts);
      out.writeVarLong(value.openAlerts);
      out.writeVarLong(value.sensors.size());
      value.sensors.forEach(out::writeString);
    }

    @Override
    protected Incident read(int bodyVersion, ByteReader in) {
      return new Incident(
          in.readString(),
          AlertState.of(in.readByte()),
          in.readVarLong(),
          AssetContext.read(in),
          Severity.of(in.readByte()),
          in.readTime(),
          in.readTime(),
          in.readTime(),
          in.readVarLong(),
          in.readVarLong(),
          readSensors(in));
    }

    private static List<String> readSensors(ByteReader in) {
      int size = in.readVarInt();
      // A damaged size must not take memory before the texts prove missing.
      List<String> sensors = new ArrayList<>(Math.min(size, 1_000));
      for (int i = 0; i < size; i++) {
        sensors.add(in.readString());
      }
      return sensors;
    }
  }
}
