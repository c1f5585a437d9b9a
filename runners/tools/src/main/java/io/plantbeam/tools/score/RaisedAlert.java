package io.plantbeam.tools.score;

/**
 * An alert that the job has raised.
 *
 * @param equipmentId null where the registry knows none
 * @param millis event time at which it could be told: that of the judged reading, or the end of the
 *     judged window
 */
record RaisedAlert(
    String alertId, String detector, String sensorId, String equipmentId, long millis) {

  /** What an incident is of: the equipment, or the sensor where none is known. */
  String asset() {
    return equipmentId == null ? sensorId : equipmentId;
  }
}
