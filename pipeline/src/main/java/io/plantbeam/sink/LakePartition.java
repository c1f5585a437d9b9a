package io.plantbeam.sink;

import io.plantbeam.model.EnrichedBatch;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * The folders of the lake: {@code facility_id=…/sensor_type=…/date=YYYY-MM-DD}.
 *
 * <p>In values, all but ASCII letters, digits, {@code .}, {@code -} and {@code _} is written as
 * {@code %XX} of its UTF-8 bytes, which DuckDB, Polars and Arrow turn back. A value that is null or
 * empty is {@code unknown}.
 */
final class LakePartition {
  static final long DAY_MILLIS = 86_400_000L;

  /** File systems take names of 255 bytes; the column's name has to fit beside the value. */
  private static final int MAX_VALUE_BYTES = 200;

  private static final int CACHED_PATHS = 10_000;

  private final Map<Key, String> paths = new HashMap<>();

  private record Key(String facilityId, String sensorType, long epochDay) {}

  /** The folder of the batch's readings on a day (UTC), without a slash at its end. */
  String path(EnrichedBatch batch, long epochDay) {
    Key key = new Key(batch.asset().facilityId(), batch.readings().series().sensorType(), epochDay);
    String path = paths.get(key);
    if (path == null) {
      if (paths.size() == CACHED_PATHS) {
        paths.clear();
      }
      path =
          "facility_id=%s/sensor_type=%s/date=%s"
              .formatted(
                  escape(key.facilityId), escape(key.sensorType), LocalDate.ofEpochDay(epochDay));
      paths.put(key, path);
    }
    return path;
  }

  static String escape(String value) {
    if (value == null || value.isEmpty()) {
      return "unknown";
    }
    StringBuilder escaped = new StringBuilder();
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(b)) {
        escaped.append((char) b);
      } else {
        escaped.append("%%%02X".formatted(b & 0xFF));
      }
    }
    if (escaped.length() <= MAX_VALUE_BYTES) {
      return escaped.toString();
    }
    // Cut between characters, never inside an escape; the hash keeps long values apart.
    int cut = MAX_VALUE_BYTES - 17;
    while (escaped.charAt(cut - 1) == '%' || escaped.charAt(cut - 2) == '%') {
      cut--;
    }
    return "%s-%016x".formatted(escaped.substring(0, cut), ContentHash.hash(value));
  }

  private static boolean isPlain(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '.'
        || b == '-'
        || b == '_';
  }
}
