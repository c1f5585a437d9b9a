package io.plantbeam.tools.simulate;

import java.util.Locale;

/** Why a message, or one of its measures, has to become a dead letter. */
public enum DirtyKind {
  MALFORMED_JSON,
  MISSING_FIELD,
  INVALID_TIMESTAMP,
  INVALID_VALUE,
  OUT_OF_RANGE,
  TOO_LARGE;

  /** The reason code of the dead letter. */
  public String reason() {
    return name().toLowerCase(Locale.ROOT);
  }
}
