package io.plantbeam.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.plantbeam.model.NearbyWork;
import io.plantbeam.model.PlannedWork;
import io.plantbeam.reference.ReferenceResult.Labels;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Planned work, naively: every day of an entry is looked at by itself. Entries are of equipment,
 * their times are local, they repeat daily or not at all, and they do not overlap.
 */
final class ReferenceWork {
  private static final int DAYS = 30;

  private final List<JsonNode> entries;
  private final ReferenceRegistry registry;

  ReferenceWork(List<JsonNode> entries, ReferenceRegistry registry) {
    this.entries = entries;
    this.registry = registry;
  }

  /** The reason of the work that a window, or a moment, lies in, even in part; else null. */
  String suppressing(Labels labels, long start, long end) {
    for (PlannedWork work : of(labels)) {
      boolean isIn =
          start == end
              ? start >= work.fromMicros() && start < work.toMicros()
              : start < work.toMicros() && end > work.fromMicros();
      if (isIn) {
        return work.reason();
      }
    }
    return null;
  }

  /** What is known of the work around a time. */
  NearbyWork around(Labels labels, long time) {
    PlannedWork last = null;
    List<PlannedWork> coming = new ArrayList<>();
    for (PlannedWork work : of(labels)) {
      if (work.toMicros() <= time) {
        last = work;
      } else {
        coming.add(work);
      }
    }
    return new NearbyWork(last, !coming.isEmpty() && coming.get(0).fromMicros() <= time, coming);
  }

  private List<PlannedWork> of(Labels labels) {
    List<PlannedWork> found = new ArrayList<>();
    for (JsonNode entry : entries) {
      if (entry.path("equipment_id").asText().equals(labels.equipmentId())
          && entry.path("facility_id").asText().equals(labels.facilityId())) {
        ZoneId zone = ZoneId.of(registry.facilityText(labels.facilityId(), "timezone"));
        int days = entry.path("repeats").asText().equals("FREQ=DAILY") ? DAYS : 1;
        for (int day = 0; day < days; day++) {
          found.add(
              new PlannedWork(
                  micros(entry, "from", day, zone),
                  micros(entry, "to", day, zone),
                  entry.path("reason").asText()));
        }
      }
    }
    found.sort(Comparator.comparingLong(PlannedWork::fromMicros));
    return found;
  }

  private static long micros(JsonNode entry, String field, int day, ZoneId zone) {
    LocalDateTime local = LocalDateTime.parse(entry.path(field).asText()).plusDays(day);
    return ChronoUnit.MICROS.between(Instant.EPOCH, local.atZone(zone).toInstant());
  }
}
