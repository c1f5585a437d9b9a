package io.plantbeam.telemetry;

import io.plantbeam.config.Suggestions;
import io.plantbeam.enrich.AssetRegistry;
import io.plantbeam.enrich.Facility;
import io.plantbeam.enrich.RegistryLoader;
import io.plantbeam.enrich.Sensor;
import io.plantbeam.options.OptionReader;
import io.plantbeam.parse.EventTimeRules;
import io.plantbeam.parse.LocalTimes;
import io.plantbeam.parse.TimestampUnit;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** {@code --timestampUnit} and {@code --localTimes}: which texts and numbers are event times. */
final class MessageTimes {
  private static final String LOCAL_TIMES = "localTimes";
  private static final String FACILITY = "facility";

  private MessageTimes() {}

  /**
   * Reads them.
   *
   * @param registry of the facilities, which is loaded where their zones are asked for
   */
  static EventTimeRules read(OptionReader options, RegistryLoader registry) {
    TimestampUnit unit =
        options.isUsable("timestampUnit")
            ? TimestampUnit.ofOption(options.text("timestampUnit"))
            : TimestampUnit.MS;
    return new EventTimeRules(unit, localTimes(options, registry));
  }

  private static LocalTimes localTimes(OptionReader options, RegistryLoader registry) {
    if (!options.isUsable(LOCAL_TIMES)) {
      return LocalTimes.REFUSED;
    }
    String value = options.text(LOCAL_TIMES);
    if (value.equals(FACILITY)) {
      return ofFacilities(options, registry);
    }
    try {
      return LocalTimes.in(ZoneId.of(value));
    } catch (DateTimeException e) {
      List<String> allowed = new ArrayList<>(new TreeSet<>(ZoneId.getAvailableZoneIds()));
      allowed.add(FACILITY);
      options.refuse(
          LOCAL_TIMES,
          value,
          "is neither facility nor an IANA time zone name, such as Europe/Berlin"
              + Suggestions.question("", Suggestions.closest(value, allowed)));
      return LocalTimes.REFUSED;
    }
  }

  private static LocalTimes ofFacilities(OptionReader options, RegistryLoader registry) {
    if (!options.isGiven("assetRegistry")) {
      options.refuse(
          LOCAL_TIMES,
          FACILITY,
          "needs the timezone of the facilities in --assetRegistry; give that, or a zone for all",
          "assetRegistry");
      return LocalTimes.REFUSED;
    }
    AssetRegistry assets;
    try {
      assets = registry.load(0);
    } catch (IOException e) {
      // What is wrong with the registry is said of its own option.
      return LocalTimes.REFUSED;
    }
    Map<String, ZoneId> zoneOfFacility = new HashMap<>();
    for (Facility facility : assets.facilities().values()) {
      if (facility.timezone() != null) {
        zoneOfFacility.put(facility.facilityId(), ZoneId.of(facility.timezone()));
      }
    }
    if (zoneOfFacility.isEmpty()) {
      options.refuse(LOCAL_TIMES, FACILITY, "no facility of --assetRegistry has a timezone");
    }
    return LocalTimes.ofFacilities(zoneOfFacility, zoneOfSensor(assets, zoneOfFacility));
  }

  /** Of sensors that are in one facility alone: messages that name none mean this one. */
  private static Map<String, ZoneId> zoneOfSensor(
      AssetRegistry assets, Map<String, ZoneId> zoneOfFacility) {
    Map<String, ZoneId> zoneOfSensor = new HashMap<>();
    for (Sensor sensor : assets.sensors()) {
      Sensor only = assets.sensor(null, sensor.sensorId());
      ZoneId zone =
          only == null || only.facilityId() == null ? null : zoneOfFacility.get(only.facilityId());
      if (zone != null) {
        zoneOfSensor.put(sensor.sensorId(), zone);
      }
    }
    return zoneOfSensor;
  }
}
