package io.plantbeam.tools.simulate;

import java.util.List;

/**
 * One sensor of the plant.
 *
 * @param phaseMillis when, within each interval, it measures
 * @param measures as in the model, with levels of its own
 * @param registered whether the asset registry has it
 * @param fault null where it is healthy throughout
 */
record SimulatedSensor(
    int index,
    String sensorId,
    SensorModel model,
    String facilityId,
    String equipmentId,
    int equipmentCriticality,
    long phaseMillis,
    List<MeasureModel> measures,
    boolean registered,
    FaultLabel fault) {

  SimulatedSensor with(FaultLabel seeded) {
    return new SimulatedSensor(
        index,
        sensorId,
        model,
        facilityId,
        equipmentId,
        equipmentCriticality,
        phaseMillis,
        measures,
        registered,
        seeded);
  }

  /** The measure that {@link #fault()} is in; -1 where there is none. */
  int faultyMeasure() {
    for (int i = 0; i < measures.size(); i++) {
      if (fault != null && measures.get(i).metric().equals(fault.metric())) {
        return i;
      }
    }
    return -1;
  }
}
