package io.plantbeam.lake.rows;

import io.plantbeam.output.ContentHash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.schema.PrimitiveType;

/** The hash of rows that the names of files have: of their series, times and values. */
final class RowHash {
  private final ContentHash content = new ContentHash();
  private final List<PrimitiveType> identity;
  private final long ofFacility;
  private final RowBytes.Decoder row = new RowBytes.Decoder();
  private byte[] sensor = {};
  private byte[] metric = {};
  private long series;

  /**
   * Of no rows yet.
   *
   * @param facilityId of the series; null where it is unknown
   */
  RowHash(RowLayout layout, String facilityId) {
    identity = layout.inOrder().subList(0, layout.identityColumns());
    ofFacility = facilityId == null ? 0 : ContentHash.mix(ContentHash.hash(facilityId) + 1);
    series = ofSeries();
  }

  void add(byte[] bytes) {
    row.begin(bytes);
    long time = 0;
    double value = 0;
    boolean another = false;
    for (PrimitiveType column : identity) {
      if (!row.next()) {
        continue;
      }
      switch (column.getName()) {
        case "sensor_id" -> {
          byte[] next = row.bytes();
          another |= !Arrays.equals(next, sensor);
          sensor = next;
        }
        case "metric" -> {
          byte[] next = row.bytes();
          another |= !Arrays.equals(next, metric);
          metric = next;
        }
        case "timestamp" -> time = row.whole();
        case "value" -> value = row.number();
        default -> row.skip(column);
      }
    }
    if (another) {
      series = ofSeries();
    }
    content.add(series, ContentHash.ofTime(time), Double.doubleToLongBits(value));
  }

  private long ofSeries() {
    return ContentHash.mix(ContentHash.hash(text(sensor)))
        ^ ContentHash.hash(text(metric))
        ^ ofFacility;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  ContentHash content() {
    return content;
  }
}
