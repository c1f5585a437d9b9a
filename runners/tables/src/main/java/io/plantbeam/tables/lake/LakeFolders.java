package io.plantbeam.tables.lake;

import io.plantbeam.tables.TableException;
import io.plantbeam.tables.lake.LakeFile.Partition;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * The folders of a lake, read: {@code facility_id=…/sensor_type=…/date=YYYY-MM-DD}, where {@code
 * %XX} in values stands for a byte of UTF-8.
 */
public final class LakeFolders {
  public static final String FACILITY = "facility_id";
  public static final String SENSOR_TYPE = "sensor_type";
  public static final String DATE = "date";

  /** The columns that the folders hold, from the outermost in. */
  public static final List<String> COLUMNS = List.of(FACILITY, SENSOR_TYPE, DATE);

  private LakeFolders() {}

  /** Whether no part of a path begins as that which readers of a lake pass over does. */
  static boolean isVisible(String path) {
    for (String part : path.split("/", -1)) {
      if (part.startsWith("_") || part.startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  /** What the folders of a file say; empty if they are not those of a lake. */
  static Optional<Partition> partition(String path) {
    String[] parts = path.split("/", -1);
    if (parts.length != COLUMNS.size() + 1) {
      return Optional.empty();
    }
    String[] values = new String[COLUMNS.size()];
    for (int i = 0; i < values.length; i++) {
      String name = COLUMNS.get(i) + "=";
      if (!parts[i].startsWith(name)) {
        return Optional.empty();
      }
      values[i] = decode(parts[i].substring(name.length()));
      if (values[i] == null || values[i].isEmpty()) {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(new Partition(values[0], values[1], LocalDate.parse(values[2])));
    } catch (DateTimeParseException e) {
      // The caller says so, with the file's name.
      return Optional.empty();
    }
  }

  /**
   * What the folders of a file say.
   *
   * @throws TableException if they are not those of a lake
   */
  public static Partition require(String path) {
    return partition(path)
        .orElseThrow(
            () ->
                new TableException(
                    "%s is not in folders facility_id=…/sensor_type=…/date=YYYY-MM-DD"
                        .formatted(path)));
  }

  /** Null if this is not what was written. */
  private static String decode(String value) {
    if (value.indexOf('%') < 0) {
      return value;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < text.length; i++) {
      if (text[i] != '%') {
        bytes.write(text[i]);
        continue;
      }
      boolean whole = i + 2 < text.length;
      int high = whole ? Character.digit(text[i + 1], 16) : -1;
      int low = whole ? Character.digit(text[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        return null;
      }
      bytes.write(high << 4 | low);
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
