package io.plantbeam.lake.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A partition of a lake, as its folder has it.
 *
 * @param folder its path, without a slash at its end
 * @param facilityId null where it is unknown
 * @param cut whether the facility's name is longer, and only its beginning is known
 * @param sensorType null where it is unknown; of a long one its beginning
 * @param date of the event times in it, in UTC
 */
public record Partition(
    String folder, String facilityId, boolean cut, String sensorType, LocalDate date) {
  private static final Pattern FOLDER =
      Pattern.compile("facility_id=([^/]+)/sensor_type=([^/]+)/date=(\\d{4,}-\\d{2}-\\d{2})");

  /** Long, and with a hash of the whole name at its end. */
  private static final Pattern CUT = Pattern.compile(".{160,}-[0-9a-f]{16}");

  private static final String UNKNOWN = "unknown";

  /** The partition of a folder; null where it is none. */
  public static Partition of(String folder) {
    Matcher parts = FOLDER.matcher(folder);
    if (!parts.matches()) {
      return null;
    }
    try {
      return new Partition(
          folder,
          name(parts.group(1)),
          CUT.matcher(parts.group(1)).matches(),
          name(parts.group(2)),
          LocalDate.parse(parts.group(3)));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** When its day is over. */
  public Instant end() {
    return date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static String name(String escaped) {
    String name = unescape(escaped);
    return name.equals(UNKNOWN) ? null : name;
  }

  private static String unescape(String value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '%' && i + 2 < value.length()) {
        bytes.write(Integer.parseInt(value, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
