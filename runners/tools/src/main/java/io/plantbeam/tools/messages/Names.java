package io.plantbeam.tools.messages;

import java.util.List;
import java.util.Locale;

/** What fields of messages are called as a rule, the likeliest first. */
final class Names {
  static final List<String> TIME =
      List.of(
          "timestamp",
          "time",
          "ts",
          "eventtime",
          "measuredat",
          "sampledat",
          "datetime",
          "timestampms",
          "tsms",
          "sourcetimestamp",
          "date",
          "epoch",
          "t",
          "at");
  static final List<String> SENSOR =
      List.of(
          "sensorid",
          "sensor",
          "tagname",
          "tag",
          "tagid",
          "deviceid",
          "device",
          "devicename",
          "pointid",
          "point",
          "nodeid",
          "node",
          "assetid",
          "asset",
          "machineid",
          "machine",
          "equipmentid",
          "equipment",
          "thing",
          "thingid",
          "source",
          "host",
          "serial",
          "id",
          "name");
  static final List<String> VALUE =
      List.of("value", "val", "v", "reading", "measurement", "measuredvalue", "double");
  static final List<String> METRIC =
      List.of(
          "metric",
          "metricname",
          "measurement",
          "measure",
          "parameter",
          "param",
          "signal",
          "channel",
          "variable",
          "property",
          "propertyname",
          "quantity",
          "key",
          "field",
          "name",
          "n",
          "type");
  static final List<String> VALUES =
      List.of(
          "values",
          "fields",
          "metrics",
          "measurements",
          "measures",
          "readings",
          "data",
          "payload",
          "sensors",
          "telemetry",
          "properties",
          "state");
  static final List<String> FACILITY = List.of("facilityid", "facility", "siteid", "site", "plant");
  static final List<String> TYPE = List.of("sensortype", "metrictype");
  static final List<String> UNIT = List.of("unit", "units", "uom", "engunit", "u");
  static final List<String> QUALITY = List.of("quality", "qualityscore", "q", "statuscode");

  /** Numbers that count messages and versions, and where something stands; none is measured. */
  private static final List<String> NO_MEASURES =
      List.of(
          "seq",
          "sequence",
          "sequencenumber",
          "version",
          "schemaversion",
          "v",
          "count",
          "offset",
          "index",
          "lat",
          "lon",
          "lng",
          "latitude",
          "longitude",
          "altitude",
          "id",
          "messageid");

  private Names() {}

  /** A name without what writers differ in: case, and the signs between words. */
  static String folded(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  static boolean isNoMeasure(String name) {
    String folded = folded(name);
    return NO_MEASURES.contains(folded)
        || TIME.contains(folded)
        || QUALITY.contains(folded)
        || folded.endsWith("id");
  }
}
