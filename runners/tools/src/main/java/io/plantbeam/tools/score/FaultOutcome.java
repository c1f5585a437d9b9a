package io.plantbeam.tools.score;

import io.plantbeam.detect.Detectors;
import io.plantbeam.detect.settings.Subject;
import io.plantbeam.tools.simulate.FaultLabel;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * What was raised for one fault.
 *
 * @param delayMillis from the beginning of the fault to the first alert that catches it; empty
 *     where none does
 * @param byChance whether the same plant without faults has such an alert as well
 * @param alerts of the whole equipment that belong to the fault
 * @param incidents that these make
 */
record FaultOutcome(
    FaultLabel fault, OptionalLong delayMillis, boolean byChance, int alerts, int incidents) {

  /** Alerts belong to a fault from its beginning until so long after its end. */
  static final Duration AFTERMATH = Duration.ofMinutes(15);

  /**
   * Judges one fault.
   *
   * @param equipmentId of the faulty sensor
   * @param raised alerts of the plant with faults
   * @param raisedWithout alerts of the same plant without faults
   */
  static FaultOutcome of(
      FaultLabel fault,
      String equipmentId,
      List<RaisedAlert> raised,
      List<RaisedAlert> raisedWithout) {
    List<RaisedAlert> belonging =
        raised.stream().filter(alert -> belongs(alert, fault, equipmentId)).toList();
    return new FaultOutcome(
        fault,
        belonging.stream()
            .filter(alert -> catches(alert, fault))
            .mapToLong(alert -> alert.millis() - fault.startMillis())
            .min(),
        raisedWithout.stream()
            .anyMatch(alert -> belongs(alert, fault, equipmentId) && catches(alert, fault)),
        belonging.size(),
        Incident.of(belonging).size());
  }

  /** Whether an alert is of the fault's equipment, in its time. */
  static boolean belongs(RaisedAlert alert, FaultLabel fault, String equipmentId) {
    return equipmentId.equals(alert.equipmentId())
        && alert.millis() >= fault.startMillis()
        && alert.millis() <= fault.endMillis() + AFTERMATH.toMillis();
  }

  /** An alert of another sensor of the equipment does not tell of the fault, one of all does. */
  private static boolean catches(RaisedAlert alert, FaultLabel fault) {
    return alert.sensorId().equals(fault.sensorId()) || judgesAssets(alert.detector());
  }

  private static boolean judgesAssets(String detector) {
    return Detectors.ALL.stream()
        .anyMatch(type -> type.name().equals(detector) && type.subject() == Subject.ASSET);
  }

  boolean caught() {
    return delayMillis.isPresent();
  }
}
