package io.plantbeam.tables.delta;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plantbeam.tables.TableColumn;
import io.plantbeam.tables.lake.Footer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.api.Binary;

/**
 * Figures of a file's columns, by which readers leave it closed: the text of a JSON object. What a
 * footer does not say of each of its row groups is left out.
 */
final class DeltaStats {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Milliseconds are what the protocol has. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** A longer one would have to be cut, and the greatest made greater by that. */
  private static final int MAX_TEXT = 64;

  private DeltaStats() {}

  static String of(Footer footer) {
    ObjectNode stats = JSON.createObjectNode().put("numRecords", footer.rows());
    ObjectNode least = stats.putObject("minValues");
    ObjectNode greatest = stats.putObject("maxValues");
    ObjectNode nulls = stats.putObject("nullCount");
    for (TableColumn column : footer.columns()) {
      List<Statistics<?>> groups = groups(footer, column.name());
      if (groups.stream().allMatch(Statistics::isNumNullsSet)) {
        nulls.put(column.name(), groups.stream().mapToLong(Statistics::getNumNulls).sum());
      }
      putBounds(column, groups, least, greatest);
    }
    return stats.toString();
  }

  private static List<Statistics<?>> groups(Footer footer, String column) {
    List<Statistics<?>> groups = new ArrayList<>();
    for (BlockMetaData block : footer.metadata().getBlocks()) {
      for (ColumnChunkMetaData chunk : block.getColumns()) {
        if (chunk.getPath().toDotString().equals(column)) {
          groups.add(chunk.getStatistics());
        }
      }
    }
    return groups;
  }

  private static void putBounds(
      TableColumn column, List<Statistics<?>> groups, ObjectNode least, ObjectNode greatest) {
    Object low = null;
    Object high = null;
    for (Statistics<?> group : groups) {
      if (!group.hasNonNullValue()) {
        if (group.isNumNullsSet() && !group.isEmpty()) {
          // Nothing but nulls.
          continue;
        }
        return;
      }
      Object groupLow = value(group.genericGetMin());
      Object groupHigh = value(group.genericGetMax());
      low = low == null || compare(groupLow, low) < 0 ? groupLow : low;
      high = high == null || compare(groupHigh, high) > 0 ? groupHigh : high;
    }
    if (low == null) {
      return;
    }
    String name = column.name();
    switch (column.type()) {
      case TEXT -> {
        if (((String) low).length() <= MAX_TEXT && ((String) high).length() <= MAX_TEXT) {
          least.put(name, (String) low);
          greatest.put(name, (String) high);
        }
      }
      case INTEGER -> {
        least.put(name, (Long) low);
        greatest.put(name, (Long) high);
      }
      case NUMBER -> {
        if (Double.isFinite((Double) low) && Double.isFinite((Double) high)) {
          least.put(name, (Double) low);
          greatest.put(name, (Double) high);
        }
      }
      case TIME -> {
        least.put(name, TIME.format(millisBefore((Long) low)));
        greatest.put(name, TIME.format(millisBefore((Long) high).plusMillis(1)));
      }
      case FLAG, DATE -> {
        // The protocol has none of flags, and files of a lake have no days.
      }
    }
  }

  private static Instant millisBefore(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).truncatedTo(ChronoUnit.MILLIS);
  }

  private static Object value(Object statistic) {
    return statistic instanceof Binary binary ? binary.toStringUsingUTF8() : statistic;
  }

  @SuppressWarnings("unchecked")
  private static int compare(Object one, Object other) {
    return ((Comparable<Object>) one).compareTo(other);
  }
}
