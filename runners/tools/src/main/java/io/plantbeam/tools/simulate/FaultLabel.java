package io.plantbeam.tools.simulate;

/**
 * The truth about one seeded fault.
 *
 * @param metric the metric at fault; of a dropout, the sensor's first metric
 * @param startMillis event time of the first reading at fault
 * @param endMillis event time at which the fault is over, exclusive
 */
public record FaultLabel(
    String sensorId, String metric, FaultKind kind, long startMillis, long endMillis) {

  boolean covers(long eventTimeMillis) {
    return eventTimeMillis >= startMillis && eventTimeMillis < endMillis;
  }
}
