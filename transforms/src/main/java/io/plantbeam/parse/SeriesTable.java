package io.plantbeam.parse;

import io.plantbeam.model.SeriesInfo;
import java.util.Objects;

/**
 * What messages say of their series, so that readings of one series share one {@link SeriesInfo}
 * and those who group them compare references. When it is full it starts afresh, which bounds it.
 * Not thread-safe.
 */
public final class SeriesTable {
  private static final int MAX_SERIES = 1 << 18;

  private SeriesInfo[] entries = new SeriesInfo[1024];
  private int size;

  /** The same instance as before, as a rule. */
  public SeriesInfo get(
      String sensorId, String metric, String sensorType, String facilityId, String unit) {
    int mask = entries.length - 1;
    int slot = hash(sensorId, metric, sensorType, facilityId, unit) & mask;
    for (SeriesInfo entry = entries[slot]; entry != null; entry = entries[slot]) {
      if (entry.sensorId().equals(sensorId)
          && entry.metric().equals(metric)
          && Objects.equals(entry.sensorType(), sensorType)
          && Objects.equals(entry.facilityId(), facilityId)
          && Objects.equals(entry.unit(), unit)) {
        return entry;
      }
      slot = (slot + 1) & mask;
    }
    SeriesInfo series = new SeriesInfo(sensorId, metric, sensorType, facilityId, unit);
    if (size * 2 >= entries.length) {
      grow();
    }
    insert(series);
    return series;
  }

  private void grow() {
    SeriesInfo[] old = entries;
    boolean full = size >= MAX_SERIES;
    entries = new SeriesInfo[full ? old.length : old.length * 2];
    size = 0;
    if (!full) {
      for (SeriesInfo series : old) {
        if (series != null) {
          insert(series);
        }
      }
    }
  }

  private void insert(SeriesInfo series) {
    int mask = entries.length - 1;
    int slot =
        hash(
                series.sensorId(),
                series.metric(),
                series.sensorType(),
                series.facilityId(),
                series.unit())
            & mask;
    while (entries[slot] != null) {
      slot = (slot + 1) & mask;
    }
    entries[slot] = series;
    size++;
  }

  private static int hash(
      String sensorId, String metric, String sensorType, String facilityId, String unit) {
    int hash = sensorId.hashCode();
    hash = 31 * hash + metric.hashCode();
    hash = 31 * hash + Objects.hashCode(sensorType);
    hash = 31 * hash + Objects.hashCode(facilityId);
    hash = 31 * hash + Objects.hashCode(unit);
    hash *= 0x9E3779B9;
    return hash ^ hash >>> 15;
  }
}
