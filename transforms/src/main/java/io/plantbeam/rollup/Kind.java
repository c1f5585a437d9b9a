package io.plantbeam.rollup;

import io.plantbeam.model.AssetContext;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.model.SeriesKey;

/**
 * What readings are grouped by, each with what is known of a group: fields that tell groups apart,
 * the facility first, and then labels. Their order is part of saved forms: a new one comes last.
 */
enum Kind {
  /** The facility; its name. */
  FACILITY(1),

  /** Facility, equipment, sensor type, metric, unit; the line. */
  EQUIPMENT(5),

  /** Facility, line. */
  LINE(2),

  /** A series in an hour of the clock in UTC. */
  HOUR(3),

  /** A series in an hour of the clock of its facility. */
  LOCAL_HOUR(3),

  /** A series in an hour of both clocks, where they show the same minutes. */
  BOTH_HOURS(3);

  private final int keyFields;

  Kind(int keyFields) {
    this.keyFields = keyFields;
  }

  /** The one with an ordinal. */
  static Kind numbered(int ordinal) {
    Kind[] kinds = values();
    if (ordinal >= kinds.length) {
      throw new IndexOutOfBoundsException("there is no kind " + ordinal);
    }
    return kinds[ordinal];
  }

  /** How many of the fields tell groups apart. */
  int keyFields() {
    return keyFields;
  }

  /** The fields of a series' group; any may be null. */
  String[] fields(SeriesContext context) {
    AssetContext asset = context.asset();
    SeriesInfo series = context.series();
    SeriesKey key = context.key();
    return switch (this) {
      case FACILITY -> new String[] {asset.facilityId(), asset.facilityName()};
      case EQUIPMENT ->
          new String[] {
            asset.facilityId(),
            asset.equipmentId(),
            series.sensorType(),
            series.metric(),
            series.unit(),
            asset.productionLine()
          };
      case LINE -> new String[] {asset.facilityId(), asset.productionLine()};
      default ->
          new String[] {
            key.facilityId(),
            key.sensorId(),
            key.metric(),
            series.sensorType(),
            series.unit(),
            asset.equipmentId(),
            asset.productionLine()
          };
    };
  }

  /** Whether the groups have readings of several series, which are told apart and counted. */
  boolean countsAssets() {
    return this == FACILITY || this == LINE;
  }

  /** Whether a group is that of one series, and so within one shard. */
  boolean isOfSeries() {
    return ordinal() >= HOUR.ordinal();
  }
}
