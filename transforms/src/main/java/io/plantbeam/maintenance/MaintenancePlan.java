package io.plantbeam.maintenance;

import io.plantbeam.maintenance.MaintenanceEntry.Scope;
import io.plantbeam.model.AssetContext;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All planned work, found by what a series belongs to. Not thread-safe: one for each worker thread.
 */
public final class MaintenancePlan {
  public static final MaintenancePlan NONE = new MaintenancePlan(List.of());

  private record Asset(Scope scope, String id) {}

  private record Key(List<MaintenanceEntry> entries, ZoneId zone) {}

  private final Map<Asset, List<MaintenanceEntry>> entries = new HashMap<>();

  /** Series of one machine, line or facility share a calendar. */
  private final Map<Key, WorkCalendar> calendars = new HashMap<>();

  public MaintenancePlan(List<MaintenanceEntry> entries) {
    for (MaintenanceEntry entry : entries) {
      String id = entry.scope() == Scope.FACILITY ? entry.facilityId() : entry.id();
      this.entries
          .computeIfAbsent(new Asset(entry.scope(), id), asset -> new ArrayList<>())
          .add(entry);
    }
  }

  /**
   * The calendar of a sensor, in the time zone of its facility; in UTC where this has none.
   *
   * @return null where no work is planned
   */
  public WorkCalendar of(String sensorId, AssetContext asset) {
    if (entries.isEmpty()) {
      return null;
    }
    List<MaintenanceEntry> found = new ArrayList<>();
    add(Scope.FACILITY, asset.facilityId(), asset, found);
    add(Scope.LINE, asset.productionLine(), asset, found);
    add(Scope.EQUIPMENT, asset.equipmentId(), asset, found);
    add(Scope.SENSOR, sensorId, asset, found);
    return found.isEmpty()
        ? null
        : calendars.computeIfAbsent(
            new Key(found, zone(asset.timezone())), key -> new WorkCalendar(key.entries, key.zone));
  }

  private void add(Scope scope, String id, AssetContext asset, List<MaintenanceEntry> found) {
    for (MaintenanceEntry entry : entries.getOrDefault(new Asset(scope, id), List.of())) {
      if (entry.facilityId() == null || entry.facilityId().equals(asset.facilityId())) {
        found.add(entry);
      }
    }
  }

  /** The zone of a name; UTC where it is null, or no name of a zone. */
  public static ZoneId zone(String name) {
    try {
      return name == null ? ZoneOffset.UTC : ZoneId.of(name);
    } catch (DateTimeException unknown) {
      // A registry with such a name is refused when it is loaded; readings still need a zone.
      return ZoneOffset.UTC;
    }
  }
}
