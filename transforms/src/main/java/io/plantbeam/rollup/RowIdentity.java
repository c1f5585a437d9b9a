package io.plantbeam.rollup;

import io.plantbeam.model.Identity;
import io.plantbeam.model.OutputSchema;

/** The ids of rows: a corrected row has that of the one that it corrects. */
final class RowIdentity {
  private RowIdentity() {}

  /**
   * The id of a row.
   *
   * @param from with {@code to}, the span of time
   * @param fields that tell rows of one span apart; any may be null, which is not the text null
   */
  static String of(OutputSchema<?> schema, long from, long to, String... fields) {
    Object[] parts = new Object[fields.length + 3];
    parts[0] = schema.name();
    parts[1] = from;
    parts[2] = to;
    for (int i = 0; i < fields.length; i++) {
      parts[i + 3] = fields[i] == null ? "" : "=" + fields[i];
    }
    return Identity.of(parts);
  }
}
