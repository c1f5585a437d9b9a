package io.plantbeam.lake;

import io.plantbeam.enrich.CalendarFields;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.OutputSchema;
import io.plantbeam.model.RangeCheck;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One reading of a batch, as a row of the lake. The object is a cursor: {@link #at} moves it to
 * another reading.
 */
public final class LakeRow {
  private static final String[] RANGE_CHECKS = rangeCheckLabels();

  /** The columns of the lake's files. The folders add facility_id, sensor_type and date. */
  public static final OutputSchema<LakeRow> SCHEMA =
      OutputSchema.<LakeRow>of("readings")
          .text("sensor_id", "sensor of the series", r -> r.batch.readings().series().sensorId())
          .text("metric", "metric of the series", r -> r.batch.readings().series().metric())
          .timeMicros("timestamp", "event time", r -> r.batch.readings().eventTimeMicros(r.index))
          .number("value", "the number measured", r -> r.batch.readings().value(r.index))
          .text("unit", "unit of the value", r -> r.batch.readings().series().unit())
          .number(
              "quality_score",
              "as in the message; 1.0 if it has none",
              r -> r.batch.readings().quality(r.index))
          .text(
              "range_check",
              "ok, clamped (moved to the nearer bound), or flagged (out of range and kept)",
              r -> RANGE_CHECKS[r.batch.readings().rangeCheck(r.index).ordinal()])
          .text("facility_name", "from the registry", r -> r.batch.asset().facilityName())
          .text("location", "from the registry", r -> r.batch.asset().facilityLocation())
          .text("timezone", "from the registry, an IANA name", r -> r.batch.asset().timezone())
          .text("production_line", "from the registry", r -> r.batch.asset().productionLine())
          .text("equipment_id", "from the registry", r -> r.batch.asset().equipmentId())
          .text(
              "maintenance_schedule",
              "from the registry",
              r -> r.batch.asset().maintenanceSchedule())
          .text("calibration_date", "from the registry", r -> r.batch.asset().calibrationDate())
          .number("alert_low", "lower alert threshold of the series", r -> r.batch.asset().low())
          .number("alert_high", "upper alert threshold of the series", r -> r.batch.asset().high())
          .flag(
              "asset_matched",
              "whether the registry has the sensor",
              r -> r.batch.asset().matched())
          .integer(
              "hour_of_day",
              "0 to 23 in the facility's zone, UTC where unknown",
              r -> r.calendar.hourOfDay(r.timeMillis()))
          .integer(
              "day_of_week",
              "1 (Monday) to 7 in the facility's zone",
              r -> r.calendar.dayOfWeek(r.timeMillis()))
          .text(
              "shift",
              "morning [6,14), afternoon [14,22) or night in the facility's zone",
              r -> r.calendar.shift(r.timeMillis()))
          .text(
              "source_topic",
              "Kafka topic; null for files",
              r -> r.batch.readings().origin().publishedTopic())
          .optionalInteger("source_partition", "Kafka partition; null for files", r -> r.partition)
          .integer(
              "source_offset",
              "Kafka offset, or the byte of the uncompressed file at which the line begins",
              r -> r.batch.readings().offset(r.index))
          .text(
              "source_file",
              "the file; null for Kafka",
              r -> r.batch.readings().origin().publishedFile())
          .text(
              "attributes",
              "what the message says beside its measures, as the text of a JSON object; null where"
                  + " it says nothing",
              r -> r.batch.readings().attributes(r.index))
          .build();

  private final Map<String, CalendarFields> calendars = new HashMap<>();
  private CalendarFields calendar;
  private EnrichedBatch batch;
  private Long partition;
  private int index;

  /** Moves to a batch; {@link #at} has to follow. */
  void of(EnrichedBatch newBatch) {
    batch = newBatch;
    calendar = calendars.computeIfAbsent(newBatch.asset().timezone(), CalendarFields::in);
    partition = newBatch.readings().origin().publishedPartition();
  }

  /** Moves to a reading of the batch. */
  void at(int newIndex) {
    index = newIndex;
  }

  private long timeMillis() {
    return batch.readings().eventTimeMillis(index);
  }

  private static String[] rangeCheckLabels() {
    RangeCheck[] checks = RangeCheck.values();
    String[] labels = new String[checks.length];
    for (RangeCheck check : checks) {
      labels[check.ordinal()] = check.name().toLowerCase(Locale.ROOT);
    }
    return labels;
  }
}
