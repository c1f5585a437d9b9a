package io.plantbeam.rollup;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.panes.ValueSums;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What is known of the readings of a group in some span of time: of a facility, a line in a shift,
 * a metric of equipment, or a series.
 *
 * <p>Mutable and not thread-safe; whoever has published one changes it no more.
 */
final class Group {
  /** Of a line, and of a series the local hour; else empty and 0. */
  private final String shift;

  private final long localHour;

  /** Of the last reading. */
  private Label label;

  private long lastTime = Long.MIN_VALUE;
  private long readings;
  private long alerting;
  private long optimal;

  /** Of equipment and series, of which there is nothing without a reading. */
  private ValueSums sums;

  /** Whether the sums are also those of someone else. */
  private boolean isShared;

  /** Of facilities and lines; else null, as are the sets. */
  private Map<Measure, ValueSums> measures;

  private Set<String> sensors;
  private Set<String> equipment;

  /** Of no reading. */
  Group(Label label, String shift, long localHour) {
    this.label = label;
    this.shift = shift;
    this.localHour = localHour;
    if (label.kind().countsAssets()) {
      measures = new HashMap<>(4);
      sensors = new HashSet<>();
      equipment = new HashSet<>();
    }
  }

  /**
   * Adds readings of one series, which are changed no more.
   *
   * @param itsLabel of the last of them
   * @param time of the last of them, in microseconds since the epoch
   */
  void add(Label itsLabel, long time, Readings part) {
    label(itsLabel, time);
    count(part.sums().count(), part.alerting(), part.optimal());
    add(part.sums());
  }

  /**
   * Adds readings of a sensor to a facility or a line.
   *
   * @param measure null for none
   * @param itsEquipment null where it is unknown
   */
  void add(
      Label itsLabel,
      long time,
      Readings part,
      Measure measure,
      String sensor,
      String itsEquipment) {
    label(itsLabel, time);
    count(part.sums().count(), part.alerting(), part.optimal());
    if (measure != null) {
      measures.computeIfAbsent(measure, m -> ValueSums.ofMean()).add(part.sums());
    }
    if (label.kind() == Kind.FACILITY) {
      sensors.add(sensor);
    }
    if (itsEquipment != null) {
      equipment.add(itsEquipment);
    }
  }

  /** Adds all readings of another group with the same key, which stays as it is. */
  void add(Group other) {
    label(other.label, other.lastTime);
    count(other.readings, other.alerting, other.optimal);
    if (measures == null) {
      add(other.sums);
      return;
    }
    other.measures.forEach(
        (measure, added) -> measures.computeIfAbsent(measure, m -> ValueSums.ofMean()).add(added));
    sensors.addAll(other.sensors);
    equipment.addAll(other.equipment);
  }

  private void add(ValueSums added) {
    if (sums == null) {
      sums = added;
      isShared = true;
      return;
    }
    if (isShared) {
      sums = sums.copy();
      isShared = false;
    }
    sums.add(added);
  }

  private void count(long more, long moreAlerting, long moreOptimal) {
    readings += more;
    alerting += moreAlerting;
    optimal += moreOptimal;
  }

  private void label(Label itsLabel, long time) {
    if (time > lastTime) {
      lastTime = time;
      label = itsLabel;
    } else if (time == lastTime) {
      label = Label.greater(label, itsLabel);
    }
  }

  /** A group of the same key without a reading. */
  Group empty() {
    return new Group(label, shift, localHour);
  }

  /** The same readings of a series under another kind, whatever the hour; shares their sums. */
  Group as(Kind other) {
    Group same = new Group(label.as(other), shift, 0);
    same.lastTime = lastTime;
    same.count(readings, alerting, optimal);
    same.sums = sums;
    same.isShared = true;
    return same;
  }

  Kind kind() {
    return label.kind();
  }

  Label label() {
    return label;
  }

  String shift() {
    return shift;
  }

  long localHour() {
    return localHour;
  }

  /** Event time of the last reading, in microseconds since the epoch. */
  long lastTime() {
    return lastTime;
  }

  long readings() {
    return readings;
  }

  /** Readings with a quality below {@value Readings#ALERT_BELOW}. */
  long alerting() {
    return alerting;
  }

  /** Readings with a quality above {@value Readings#OPTIMAL_ABOVE}. */
  long optimal() {
    return optimal;
  }

  ValueSums sums() {
    return sums;
  }

  Map<Measure, ValueSums> measures() {
    return measures;
  }

  int activeSensors() {
    return sensors.size();
  }

  int activeEquipment() {
    return equipment.size();
  }

  /** What tells groups apart. */
  Key key() {
    return new Key(label, shift, localHour);
  }

  /** What tells groups apart; of the label, the fields that do. */
  static final class Key {
    private final Label label;
    private final String shift;
    private final long localHour;
    private final int hash;

    Key(Label label, String shift, long localHour) {
      this.label = label;
      this.shift = shift;
      this.localHour = localHour;
      hash = (label.groupHash() * 31 + shift.hashCode()) * 31 + Long.hashCode(localHour);
    }

    /** A group of this key without a reading. */
    Group group() {
      return new Group(label, shift, localHour);
    }

    Label label() {
      return label;
    }

    @Override
    public boolean equals(Object other) {
      return this == other
          || (other instanceof Key that
              && hash == that.hash
              && localHour == that.localHour
              && shift.equals(that.shift)
              && label.isSameGroup(that.label));
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** Appends this as part of another form. */
  void write(ByteWriter out) {
    label.write(out);
    out.writeString(shift.isEmpty() ? null : shift);
    out.writeSignedVarLong(localHour);
    out.writeTime(lastTime);
    out.writeVarLong(alerting);
    out.writeVarLong(optimal);
    if (measures == null) {
      sums.write(out);
      return;
    }
    out.writeVarLong(readings);
    out.writeVarLong(measures.size());
    measures.forEach(
        (measure, values) -> {
          out.writeString(measure.name());
          out.writeString(measure.unit());
          values.write(out);
        });
    IdSet.of(sensors).write(out);
    IdSet.of(equipment).write(out);
  }

  /** Reads what {@link #write} wrote. */
  static Group read(ByteReader in) {
    Label label = Label.read(in);
    String shift = in.readString();
    Group group = new Group(label, shift == null ? "" : shift, in.readSignedVarLong());
    group.lastTime = in.readTime();
    group.alerting = in.readVarLong();
    group.optimal = in.readVarLong();
    if (group.measures == null) {
      group.sums = ValueSums.read(in);
      group.readings = group.sums.count();
      return group;
    }
    group.readings = in.readVarLong();
    int size = in.readVarInt();
    for (int i = 0; i < size; i++) {
      Measure measure = new Measure(in.readString(), in.readString());
      group.measures.put(measure, ValueSums.read(in));
    }
    group.sensors = IdSet.read(in).ids();
    group.equipment = IdSet.read(in).ids();
    return group;
  }

  /** Whether all that is known is the same. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Group that
        && label.equals(that.label)
        && shift.equals(that.shift)
        && localHour == that.localHour
        && lastTime == that.lastTime
        && readings == that.readings
        && alerting == that.alerting
        && optimal == that.optimal
        && Objects.equals(sums, that.sums)
        && Objects.equals(measures, that.measures)
        && Objects.equals(sensors, that.sensors)
        && Objects.equals(equipment, that.equipment);
  }

  @Override
  public int hashCode() {
    return Objects.hash(label, shift, localHour, lastTime, readings);
  }

  @Override
  public String toString() {
    return "Group[%s, %s, %d readings]".formatted(label, shift, readings);
  }
}
