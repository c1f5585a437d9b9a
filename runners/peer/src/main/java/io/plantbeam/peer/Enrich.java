package io.plantbeam.peer;

import org.apache.flink.api.common.functions.MapFunction;

/** Tells readings where they were measured, by the registry. */
final class Enrich implements MapFunction<Reading, Reading> {
  private static final long serialVersionUID = 1;

  private final Assets assets;

  Enrich(Assets assets) {
    this.assets = assets;
  }

  @Override
  public Reading map(Reading reading) {
    Assets.Asset asset = assets.of(reading.sensorId);
    if (reading.facilityId == null) {
      reading.facilityId = asset.facilityId();
    }
    reading.equipmentId = asset.equipmentId();
    return reading;
  }
}
