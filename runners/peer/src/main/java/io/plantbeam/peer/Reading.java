package io.plantbeam.peer;

/** One reading, from its message to its windows. */
final class Reading {
  String sensorId;

  /** As in the message; null where it names none, until the reading is enriched. */
  String facilityId;

  /** Null until the reading is enriched, and then where the registry names none. */
  String equipmentId;

  /** Event time, milliseconds since the epoch. */
  long time;

  double value;
}
