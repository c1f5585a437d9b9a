package io.plantbeam.parse;

import java.io.Serializable;
import java.util.List;

/**
 * What is known of one type of sensor.
 *
 * @param name as messages give it in {@code sensor_type} or {@code metric_type}, in any case
 * @param unit the unit of a single {@code value} whose message names none; null where there is none
 * @param unitAliases other ways of writing {@code unit}; case and surrounding blanks do not matter
 * @param range of a single {@code value}; null where every finite number is valid
 * @param measures what messages of this type carry under names of their own
 */
public record SensorType(
    String name, String unit, List<String> unitAliases, ValidRange range, List<Measure> measures)
    implements Serializable {

  public SensorType {
    unitAliases = List.copyOf(unitAliases);
    measures = List.copyOf(measures);
  }

  /**
   * The range that judges a single value in {@code messageUnit}, null where none does: bounds in
   * hPa say nothing about a value in psi.
   *
   * @param messageUnit null where the message names none
   */
  public ValidRange rangeIn(String messageUnit) {
    return range == null || messageUnit == null || isOwnUnit(messageUnit) ? range : null;
  }

  private boolean isOwnUnit(String other) {
    if (isSame(other, unit)) {
      return true;
    }
    for (int i = 0; i < unitAliases.size(); i++) {
      if (isSame(other, unitAliases.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** Whether both are the same but for case and the blanks around the first; makes no text. */
  private static boolean isSame(String written, String name) {
    if (name == null) {
      return false;
    }
    int from = 0;
    int to = written.length();
    while (from < to && Character.isWhitespace(written.charAt(from))) {
      from++;
    }
    while (to > from && Character.isWhitespace(written.charAt(to - 1))) {
      to--;
    }
    return to - from == name.length() && written.regionMatches(true, from, name, 0, to - from);
  }
}
