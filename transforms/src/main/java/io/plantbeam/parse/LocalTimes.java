package io.plantbeam.parse;

import java.io.Serializable;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * In which zone times without an offset are read. A time that the clocks show twice, when summer
 * time ends, is the first of both; one that they skip, when it begins, is as much later as they
 * skip.
 */
public final class LocalTimes implements Serializable {
  private static final long serialVersionUID = 1;

  private static final long MICROS_PER_SECOND = 1_000_000;

  /** In none: a time has to have an offset. */
  public static final LocalTimes REFUSED = new LocalTimes(null, null, null);

  private final ZoneId zone;
  private final Map<String, ZoneId> zoneOfFacility;
  private final Map<String, ZoneId> zoneOfSensor;

  private LocalTimes(
      ZoneId zone, Map<String, ZoneId> zoneOfFacility, Map<String, ZoneId> zoneOfSensor) {
    this.zone = zone;
    this.zoneOfFacility = zoneOfFacility;
    this.zoneOfSensor = zoneOfSensor;
  }

  /** In one zone. */
  public static LocalTimes in(ZoneId zone) {
    return new LocalTimes(zone, null, null);
  }

  /**
   * In the zone of the facility.
   *
   * @param zoneOfFacility by facility id
   * @param zoneOfSensor by sensor id, for messages that name no facility
   */
  public static LocalTimes ofFacilities(
      Map<String, ZoneId> zoneOfFacility, Map<String, ZoneId> zoneOfSensor) {
    return new LocalTimes(null, Map.copyOf(zoneOfFacility), Map.copyOf(zoneOfSensor));
  }

  /** Whether times without an offset are read at all. */
  public boolean areRead() {
    return zone != null || dependOnFacility();
  }

  /** Whether the facility has to be known. */
  public boolean dependOnFacility() {
    return zoneOfFacility != null;
  }

  /**
   * The instant of a time that clocks show.
   *
   * @param shownMicros of {@link EventTimes#parseLocal}
   * @param facilityId null where the message names none
   * @return microseconds since the epoch; {@link EventTimes#NONE} where the zone is not known, or
   *     before 1970
   */
  public long toMicros(long shownMicros, String facilityId, String sensorId) {
    ZoneId itsZone = zoneOf(facilityId, sensorId);
    if (shownMicros == EventTimes.NONE || itsZone == null) {
      return EventTimes.NONE;
    }
    long shownSeconds = Math.floorDiv(shownMicros, MICROS_PER_SECOND);
    long seconds =
        LocalDateTime.ofEpochSecond(shownSeconds, 0, ZoneOffset.UTC)
            .atZone(itsZone)
            .toEpochSecond();
    return EventTimes.checked(shownMicros + (seconds - shownSeconds) * MICROS_PER_SECOND);
  }

  private ZoneId zoneOf(String facilityId, String sensorId) {
    if (!dependOnFacility()) {
      return zone;
    }
    if (facilityId != null) {
      return zoneOfFacility.get(facilityId);
    }
    return sensorId == null ? null : zoneOfSensor.get(sensorId);
  }

  /** Says why {@link #toMicros} has none. */
  String problem(String facilityId, String sensorId) {
    if (zoneOf(facilityId, sensorId) != null) {
      return "timestamp is in the facility's zone not in the years 1970 to 9998";
    }
    return facilityId == null
        ? "timestamp has no offset, the message has no facility_id, and the registry names no"
            + " facility of its sensor that has a timezone"
        : "timestamp has no offset, and the registry has no timezone of facility " + facilityId;
  }
}
