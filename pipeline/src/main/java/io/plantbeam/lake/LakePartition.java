package io.plantbeam.lake;

import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.output.ContentHash;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * The folders of the lake: {@code facility_id=…/sensor_type=…/date=YYYY-MM-DD}.
 *
 * <p>In values, all but ASCII letters, digits, {@code .}, {@code -} and {@code _} is written as
 * {@code %XX} of its UTF-8 bytes, which DuckDB, Polars and Arrow decode. A value that is null or
 * empty is {@code unknown}.
 */
final class LakePartition {
  static final long DAY_MILLIS = 86_400_000L;

  /** File systems take names of 255 bytes; the column's name has to fit beside the value. */
  private static final int MAX_VALUE_BYTES = 200;

  /** Of the hash that a value which is cut ends with, and of the dash before it. */
  private static final int HASH_BYTES = 17;

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
    int cut = 0;
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      // Within a character it would not be UTF-8, and DuckDB would not read the lake.
      boolean beginsCharacter = (b & 0xC0) != 0x80;
      if (beginsCharacter && escaped.length() <= MAX_VALUE_BYTES - HASH_BYTES) {
        cut = escaped.length();
      }
      if (isPlain(b)) {
        escaped.append((char) b);
      } else {
        escaped.append("%%%02X".formatted(b & 0xFF));
      }
    }
    if (escaped.length() <= MAX_VALUE_BYTES) {
      return escaped.toString();
    }
    // The hash keeps long values apart.
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
