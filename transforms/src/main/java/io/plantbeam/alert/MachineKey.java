package io.plantbeam.alert;

import io.plantbeam.model.AssetContext;
import io.plantbeam.model.Identity;
import io.plantbeam.model.SeriesContext;

/**
 * Whose alerts belong together: a piece of equipment, or a sensor where the registry knows none.
 *
 * @param facilityId null where neither messages nor the registry name one
 * @param equipmentId null where the registry knows none
 * @param sensorId null where it knows the equipment
 */
record MachineKey(String facilityId, String equipmentId, String sensorId) {
  /**
   * State is kept by shard, so that the time reaches all episodes that are open. Few, since each
   * shard is told the time once in every span.
   */
  static final int SHARDS = 4;

  static MachineKey of(SeriesContext context) {
    AssetContext asset = context.asset();
    return asset.equipmentId() == null
        ? new MachineKey(asset.facilityId(), null, context.series().sensorId())
        : new MachineKey(asset.facilityId(), asset.equipmentId(), null);
  }

  /**
   * The id of the incident that begins then.
   *
   * @param startsAtMicros since the epoch
   */
  String incidentId(long startsAtMicros) {
    String kind = equipmentId == null ? "sensor" : "equipment";
    String machine = equipmentId == null ? sensorId : equipmentId;
    String start = Identity.time(startsAtMicros);
    return facilityId == null
        ? Identity.of("incident", kind, machine, start)
        : Identity.of("incident", kind, machine, start, facilityId);
  }

  /** A number from 0 to {@link #SHARDS} - 1, the same in every process. */
  int shard() {
    int hash = facilityId == null ? 0 : facilityId.hashCode();
    hash = 31 * hash + (equipmentId == null ? sensorId : equipmentId).hashCode();
    // The ids of neighbours differ in their last characters, which reach the lowest bits alone.
    return Math.floorMod((hash * 0x9E3779B9) >>> 8, SHARDS);
  }
}
