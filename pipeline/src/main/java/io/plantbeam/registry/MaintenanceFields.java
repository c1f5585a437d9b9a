package io.plantbeam.registry;

import io.plantbeam.config.Suggestions;
import io.plantbeam.maintenance.MaintenanceEntry;
import io.plantbeam.maintenance.MaintenanceEntry.Scope;
import io.plantbeam.maintenance.MaintenancePlan;
import io.plantbeam.maintenance.Recurrence;
import io.plantbeam.maintenance.WallTime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The fields of an entry of planned work in, the entry out; null after a problem. */
final class MaintenanceFields {
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final String REPEATS = "repeats";

  /** From the widest to the narrowest. */
  private static final Map<Scope, String> COLUMNS =
      new EnumMap<>(
          Map.of(
              Scope.FACILITY, "facility_id",
              Scope.LINE, "line_id",
              Scope.EQUIPMENT, "equipment_id",
              Scope.SENSOR, "sensor_id"));

  private final Fields fields;
  private final KnownAssets known;

  MaintenanceFields(Fields fields, KnownAssets known) {
    this.fields = fields;
    this.known = known;
  }

  MaintenanceEntry read() {
    WallTime from = time(FROM);
    WallTime to = time(TO);
    String reason = fields.id("reason");
    String facilityId = fields.reference(COLUMNS.get(Scope.FACILITY));
    boolean isKnown = facilityId == null || isKnown(Scope.FACILITY, null, facilityId);
    Scope scope = scope(facilityId);
    if (!isKnown || scope == null || from == null || to == null || reason == null) {
      return null;
    }
    String id = scope == Scope.FACILITY ? null : fields.reference(COLUMNS.get(scope));
    if (id != null && !isKnown(scope, facilityId, id)) {
      return null;
    }
    ZoneId zone = MaintenancePlan.zone(known.timezone(scope, facilityId, id));
    String repeats = fields.text(REPEATS);
    if (to.micros(zone) <= from.micros(zone)) {
      fields.problem(TO, shown(TO), "a time after %s, which is %s".formatted(FROM, shown(FROM)));
      return null;
    }
    if (repeats != null && !isRule(repeats, from, to, zone)) {
      return null;
    }
    return new MaintenanceEntry(scope, facilityId, id, from, to, reason, repeats);
  }

  private String shown(String field) {
    return fields.get(field).toString();
  }

  /** Null after a problem. */
  private WallTime time(String field) {
    String text = fields.id(field);
    if (text == null) {
      return null;
    }
    try {
      return WallTime.parse(text);
    } catch (DateTimeException e) {
      fields.problem(
          field,
          shown(field),
          "a time such as 2026-03-01T06:00, by the clocks of the facility, or"
              + " 2026-03-01T06:00+01:00");
      return null;
    }
  }

  /** Null after a problem. */
  private Scope scope(String facilityId) {
    List<Scope> named = new ArrayList<>();
    COLUMNS.forEach(
        (scope, column) -> {
          if (scope != Scope.FACILITY && fields.reference(column) != null) {
            named.add(scope);
          }
        });
    if (named.size() == 1) {
      return named.get(0);
    }
    if (named.isEmpty() && facilityId != null) {
      return Scope.FACILITY;
    }
    fields.sentence(
        named.isEmpty()
            ? "It names nothing that is worked on; allowed is one of line_id, equipment_id and"
                + " sensor_id, with or without facility_id, or facility_id alone."
            : "It names %s; allowed is one of line_id, equipment_id and sensor_id for each entry."
                .formatted(String.join(" and ", named.stream().map(COLUMNS::get).toList())));
    return null;
  }

  private boolean isKnown(Scope scope, String facilityId, String id) {
    if (known.mayBe(scope, facilityId, id)) {
      return true;
    }
    List<String> closest = Suggestions.closest(id, known.ids(scope, facilityId));
    fields.sentence(
        "%s is \"%s\", which no other file has%s%s"
            .formatted(
                COLUMNS.get(scope),
                id,
                facilityId == null ? "" : " in facility \"%s\"".formatted(facilityId),
                closest.isEmpty() ? "." : Suggestions.question("", closest)));
    return false;
  }

  private boolean isRule(String repeats, WallTime from, WallTime to, ZoneId zone) {
    String problem;
    try {
      LocalDateTime first = from.in(zone);
      problem = Recurrence.of(repeats, zone).problem(first, Duration.between(first, to.in(zone)));
    } catch (IllegalArgumentException e) {
      problem = Problems.clause(e);
    }
    if (problem != null) {
      fields.sentence(
          "%s is %s: %s; allowed is a rule of iCalendar such as FREQ=WEEKLY;BYDAY=SA whose"
                  .formatted(REPEATS, shown(REPEATS), problem)
              + " occurrences do not overlap.");
    }
    return problem == null;
  }
}
