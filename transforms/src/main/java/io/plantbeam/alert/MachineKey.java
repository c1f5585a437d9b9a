package io.plantbeam.alert;

import io.plantbeam.model.AssetContext;
import io.plantbeam.model.Identity;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.Shards;

/**
 * Whose alerts belong together: a piece of equipment, or a sensor where the registry knows none.
 *
 * @param facilityId null where neither messages nor the registry name one
 * @param equipmentId null where the registry knows none
 * @param sensorId null where it knows the equipment
 */
record MachineKey(String facilityId, String equipmentId, String sensorId) {
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

  /** Where its state is kept, so that the time reaches all episodes that are open. */
  int shard() {
    int hash = facilityId == null ? 0 : facilityId.hashCode();
    hash = 31 * hash + (equipmentId == null ? sensorId : equipmentId).hashCode();
    return Shards.FEW.of(hash);
  }
}
