package io.plantbeam.model;

/**
 * What the messages of a series say about it. Readings of one series may differ in all but sensor
 * and metric.
 *
 * @param sensorType null where the message names none and its measure belongs to no known type
 * @param facilityId null where the message names none
 * @param unit null where neither the message nor the sensor type names one
 */
public record SeriesInfo(
    String sensorId, String metric, String sensorType, String facilityId, String unit) {

  public SeriesKey key() {
    return new SeriesKey(sensorId, metric);
  }

  void write(ByteWriter out) {
    out.writeString(sensorId);
    out.writeString(metric);
    out.writeString(sensorType);
    out.writeString(facilityId);
    out.writeString(unit);
  }

  static SeriesInfo read(ByteReader in) {
    return new SeriesInfo(
        in.readString(), in.readString(), in.readString(), in.readString(), in.readString());
  }
}
