package io.plantbeam.tools.demo;

import io.plantbeam.config.Durations;
import io.plantbeam.job.Accounting;
import io.plantbeam.model.Counters;
import io.plantbeam.tools.simulate.Plant;
import io.plantbeam.tools.simulate.PlantSettings;
import java.time.Duration;
import java.util.Locale;

/** What the demo says before and after. */
final class DemoTexts {
  private DemoTexts() {}

  static String whatHappens(NabSeries machine, Duration step, Plant plant, int seconds) {
    PlantSettings settings = plant.settings();
    Duration machineTime = step.multipliedBy(machine.size());
    return String.format(
        Locale.ROOT,
        """
        Plantbeam demo: the whole job on real input, in this one process.
          The real machine: %,d temperatures from the Numenta Anomaly Benchmark,
            measured every 5 minutes from %s to %s, replayed as one
            every %s (%.1f hours of event time) so that windows of 5 minutes hold
            enough of them.
          The simulated plant: %,d sensors in %d facilities, a message every %s for
            %.1f hours, with %d seeded faults, and some dirty, repeated and late
            messages.
          Event time begins at %s and runs faster than the clock,
            about %.0f times as fast while the plant sends. Sending takes %d s.
            Times below are event times in UTC; those within messages are the plant's.
          Detectors and alerts are those of the defaults: the detector guard learns
            what is usual for a day, so the faults of the plant come after that.
        """,
        machine.size(),
        machine.measuredAt(0).substring(0, 10),
        machine.measuredAt(machine.size() - 1).substring(0, 10),
        Durations.format(step),
        machineTime.toSeconds() / 3600.0,
        settings.sensors(),
        settings.facilities(),
        Durations.format(settings.interval()),
        settings.duration().toMinutes() / 60.0,
        plant.faults().size(),
        settings.start(),
        plantAcceleration(machine, step, settings, seconds),
        seconds);
  }

  /** Seconds of event time per second, while the plant sends. */
  private static double plantAcceleration(
      NabSeries machine, Duration step, PlantSettings settings, int seconds) {
    double plantRate = settings.sensors() / (settings.interval().toMillis() / 1000.0);
    double machineRate = 1 / (step.toMillis() / 1000.0);
    double messages = machine.size() + plantRate * settings.duration().toSeconds();
    return messages / seconds / (plantRate + machineRate);
  }

  /** A job that is stopped has readings on their way, so its books are not balanced. */
  static String stopped(Accounting accounting, DemoDirectory directory) {
    return String.format(
        Locale.ROOT,
        """

        Stopped. Of %,d messages with %,d measures, %,d measures were
        archived, %,d dead-lettered and %,d duplicates; %,d were still on their
        way to the lake, which is written for each half hour of event time.
        There were %,d windows, %,d anomalies and %,d alerts, of which %,d are over.
        All of it is in %s.""",
        accounting.count(Counters.MESSAGES),
        accounting.measures(),
        accounting.count(Counters.ARCHIVED),
        accounting.count(Counters.DEAD_LETTERED),
        accounting.count(Counters.DUPLICATES),
        accounting.count(Counters.READINGS)
            - accounting.count(Counters.ARCHIVED)
            - accounting.count(Counters.DUPLICATES),
        accounting.count(Counters.WINDOWS),
        accounting.count(Counters.ANOMALIES),
        accounting.count(Counters.ALERTS),
        accounting.count(Counters.ALERTS_RESOLVED),
        directory.root());
  }

  static String whereAllIs(DemoDirectory directory) {
    return """
        Everything is in %s:
          readings/       the lake: Parquet by facility, sensor type and date
          window-stats/   anomalies/   incidents/   dead-letters/   newline-delimited
                          JSON
          alerts.ndjson   what the alerts topic held
          summary.json    the accounting
          labels.ndjson   the seeded faults;   registry/   the assets
          plantbeam.log   what Kafka and Beam had to say
        """
        .formatted(directory.root());
  }

  static String whatNext(DemoDirectory directory) {
    return """
        Try next:
          duckdb -c "SELECT facility_id, sensor_type, count(*), avg(value) FROM
            read_parquet('%s/readings/**/*.parquet', hive_partitioning = true) GROUP BY ALL ORDER BY ALL"
          ./plantbeam simulate --output=plant --sensors=200 --duration=2h
          ./plantbeam run --inputFiles='plant/readings/*.ndjson' --assetRegistry=plant/registry --output=out
          ./plantbeam run --help    for your own topics, registry and Elasticsearch
          docs/how-it-works.md and docs/data-contracts.md"""
        .formatted(directory.root());
  }
}
