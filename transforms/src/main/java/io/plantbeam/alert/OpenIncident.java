package io.plantbeam.alert;

import io.plantbeam.alert.words.AlertFacts;
import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.model.AlertState;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.EpisodeSummary;
import io.plantbeam.model.Incident;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.Severity;
import java.util.ArrayList;
import java.util.List;

/**
 * An incident that another alert may still belong to, or of which an alert is open.
 *
 * <p>Mutable and not thread-safe.
 */
final class OpenIncident {
  private String id;
  private SeriesContext context;
  private long firstStart;
  private long lastStart;
  private long lastAt;
  private long lastEnd = EpisodeSummary.OPEN;
  private Severity worst;
  private long alerts;
  private long open;
  private long sequence;
  private List<String> sensors = new ArrayList<>();

  private OpenIncident() {}

  /** The incident that begins with the alert that this anomaly raises. */
  static OpenIncident begin(Anomaly first) {
    OpenIncident incident = new OpenIncident();
    incident.id = MachineKey.of(first.context()).incidentId(first.eventTimeMicros());
    incident.context = first.context();
    incident.firstStart = first.eventTimeMicros();
    incident.lastStart = first.eventTimeMicros();
    incident.lastAt = first.eventTimeMicros();
    incident.worst = first.severity();
    return incident;
  }

  OpenIncident copy() {
    OpenIncident copy = new OpenIncident();
    copy.id = id;
    copy.context = context;
    copy.firstStart = firstStart;
    copy.lastStart = lastStart;
    copy.lastAt = lastAt;
    copy.lastEnd = lastEnd;
    copy.worst = worst;
    copy.alerts = alerts;
    copy.open = open;
    copy.sequence = sequence;
    copy.sensors = new ArrayList<>(sensors);
    return copy;
  }

  String id() {
    return id;
  }

  /** How many alerts it has so far. */
  long alerts() {
    return alerts;
  }

  /** What messages of its alerts can say of it. */
  AlertFacts.Incident facts() {
    return new AlertFacts.Incident(
        Math.toIntExact(alerts),
        context.series().sensorId(),
        context.series().metric(),
        firstStart);
  }

  /**
   * Whether an alert that this anomaly raises belongs to it.
   *
   * @param within between the starts of two alerts, at most, in microseconds
   */
  boolean takes(Anomaly first, long within) {
    long time = first.eventTimeMicros();
    return time >= firstStart - within
        && time <= lastStart + within
        && MachineKey.of(first.context()).equals(MachineKey.of(context));
  }

  /** Whether all is told, and it takes nothing that begins at this time or later. */
  boolean isOver(long time, long within) {
    return open == 0 && time > lastStart + within;
  }

  /** Takes in the alert that this anomaly raises. */
  void raise(Anomaly first) {
    firstStart = Math.min(firstStart, first.eventTimeMicros());
    lastStart = Math.max(lastStart, first.eventTimeMicros());
    alerts++;
    open++;
    String sensor = first.context().series().sensorId();
    if (!sensors.contains(sensor)) {
      sensors.add(sensor);
    }
  }

  /** Notes that one of its alerts is over. */
  void resolve(long endsAt) {
    open--;
    lastEnd = Math.max(lastEnd, endsAt);
  }

  /** What is told of it after an event of one of its alerts. */
  Incident after(Episode episode) {
    lastAt = Math.max(lastAt, episode.lastAt());
    Severity severity = episode.worst().severity();
    if (severity.compareTo(worst) > 0) {
      worst = severity;
    }
    sequence++;
    return new Incident(
        id,
        open == 0 ? AlertState.RESOLVED : sequence == 1 ? AlertState.RAISED : AlertState.UPDATED,
        sequence,
        context.asset(),
        worst,
        firstStart,
        lastAt,
        open == 0 ? lastEnd : EpisodeSummary.OPEN,
        alerts,
        open,
        sensors);
  }

  /** The fields in the order of their declaration. */
  static final class OpenIncidentCoder extends VersionedCoder<OpenIncident> {
    private static final long serialVersionUID = 1;

    static final OpenIncidentCoder INSTANCE = new OpenIncidentCoder();

    private OpenIncidentCoder() {
      super(1);
    }

    @Override
    protected void write(OpenIncident value, ByteWriter out) {
      out.writeString(value.id);
      value.context.write(out);
      out.writeTime(value.firstStart);
      out.writeTime(value.lastStart);
      out.writeTime(value.lastAt);
      out.writeTime(value.lastEnd);
      out.writeString(value.worst.name());
      out.writeVarLong(value.alerts);
      out.writeVarLong(value.open);
      out.writeVarLong(value.sequence);
      out.writeVarLong(value.sensors.size());
      value.sensors.forEach(out::writeString);
    }

    @Override
    protected OpenIncident read(int bodyVersion, ByteReader in) {
      OpenIncident value = new OpenIncident();
      value.id = in.readString();
      value.context = SeriesContext.read(in);
      value.firstStart = in.readTime();
      value.lastStart = in.readTime();
      value.lastAt = in.readTime();
      value.lastEnd = in.readTime();
      value.worst = Severity.valueOf(in.readString());
      value.alerts = in.readVarLong();
      value.open = in.readVarLong();
      value.sequence = in.readVarLong();
      int sensors = in.readVarInt();
      for (int i = 0; i < sensors; i++) {
        value.sensors.add(in.readString());
      }
      return value;
    }
  }
}
