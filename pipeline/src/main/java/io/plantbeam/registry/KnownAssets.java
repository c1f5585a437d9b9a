package io.plantbeam.registry;

import io.plantbeam.enrich.AssetRegistry;
import io.plantbeam.enrich.Equipment;
import io.plantbeam.enrich.Facility;
import io.plantbeam.enrich.ProductionLine;
import io.plantbeam.enrich.Sensor;
import io.plantbeam.maintenance.MaintenanceEntry.Scope;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The ids that a registry's files name, in their facilities. */
final class KnownAssets {
  private final AssetRegistry registry;
  private final Map<Scope, Set<Place>> places = new EnumMap<>(Scope.class);

  /** An id with the facility that it is in; null for any. */
  private record Place(String facilityId, String id) {}

  KnownAssets(AssetRegistry registry) {
    this.registry = registry;
    for (Scope scope : Scope.values()) {
      places.put(scope, new HashSet<>());
    }
    for (Facility facility : registry.facilities().values()) {
      add(Scope.FACILITY, null, facility.facilityId());
      add(Scope.LINE, facility.facilityId(), facility.productionLine());
    }
    for (ProductionLine line : registry.lines()) {
      add(Scope.LINE, line.facilityId(), line.lineId());
    }
    for (Equipment machine : registry.equipment()) {
      add(Scope.LINE, machine.facilityId(), machine.lineId());
      add(Scope.EQUIPMENT, machine.facilityId(), machine.equipmentId());
    }
    for (Sensor sensor : registry.sensors()) {
      // Equipment need not have an entry of its own.
      add(Scope.EQUIPMENT, sensor.facilityId(), sensor.equipmentId());
      add(Scope.SENSOR, sensor.facilityId(), sensor.sensorId());
    }
  }

  private void add(Scope scope, String facilityId, String id) {
    if (id != null) {
      places.get(scope).add(new Place(facilityId, id));
    }
  }

  /**
   * Whether an id may be meant: it is named, or nothing of its kind is.
   *
   * @param facilityId null for any
   */
  boolean mayBe(Scope scope, String facilityId, String id) {
    Set<Place> all = places.get(scope);
    return all.isEmpty()
        || all.stream()
            .anyMatch(place -> place.id.equals(id) && isIn(place.facilityId, facilityId));
  }

  private static boolean isIn(String facilityId, String wanted) {
    return facilityId == null || wanted == null || facilityId.equals(wanted);
  }

  /** The ids of a kind in a facility, sorted; null for any facility. */
  Set<String> ids(Scope scope, String facilityId) {
    return places.get(scope).stream()
        .filter(place -> isIn(place.facilityId, facilityId))
        .map(Place::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The zone of the only facility that may be meant; null where it has none, or there are more. */
  String timezone(Scope scope, String facilityId, String id) {
    Set<String> facilities =
        facilityId != null
            ? Set.of(facilityId)
            : places.get(scope).stream()
                .filter(place -> place.id.equals(id))
                .map(Place::facilityId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    if (facilities.size() != 1) {
      return null;
    }
    Facility facility = registry.facilities().get(facilities.iterator().next());
    return facility == null ? null : facility.timezone();
  }
}
