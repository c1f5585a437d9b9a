package io.plantbeam.telemetry;

import io.plantbeam.alert.RaiseAlerts;
import io.plantbeam.deduplicate.Deduplicate;
import io.plantbeam.detect.reading.DetectReadingAnomalies;
import io.plantbeam.detect.silence.DetectSilence;
import io.plantbeam.detect.threshold.DetectThresholdBreaches;
import io.plantbeam.detect.window.DetectWindowAnomalies;
import io.plantbeam.enrich.AssetRegistry;
import io.plantbeam.enrich.EnrichReadings;
import io.plantbeam.enrich.LoadRegistry;
import io.plantbeam.enrich.RegistryLoader;
import io.plantbeam.files.ReadFiles;
import io.plantbeam.format.MessageFormats;
import io.plantbeam.kafka.ArrivalTime;
import io.plantbeam.kafka.ReadKafka;
import io.plantbeam.model.Alert;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.WindowStats;
import io.plantbeam.options.JobSettings;
import io.plantbeam.order.OrderedReadings;
import io.plantbeam.panes.GroupStats;
import io.plantbeam.panes.Pane;
import io.plantbeam.panes.SeriesPanes;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.ParseReadings;
import io.plantbeam.parse.ReplayDeadLetters;
import io.plantbeam.registry.AssetRegistryFiles;
import io.plantbeam.windows.SlidingStats;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;

/** The whole job: raw readings to a lake, statistics, anomalies and alerts. */
public final class TelemetryPipeline {
  /** JSON writes a byte with six characters at most. */
  private static final int MAX_DEAD_LETTER_BYTES = 8 * RawMessage.MAX_PAYLOAD_BYTES;

  private final Pipeline pipeline;
  private final JobSettings settings;
  private final MessageFormat format;

  private TelemetryPipeline(Pipeline pipeline, JobSettings settings) {
    this.pipeline = pipeline;
    this.settings = settings;
    this.format = MessageFormats.JSON.with(settings.sensorTypes());
  }

  /** Adds the job's steps to an empty pipeline. Topics must have been resolved. */
  public static void build(Pipeline pipeline, JobSettings settings) {
    PlantbeamCoders.register(pipeline.getCoderRegistry());
    new TelemetryPipeline(pipeline, settings).build();
  }

  private void build() {
    Sinks sinks = new Sinks(settings);

    PCollectionView<List<AssetRegistry>> registry = pipeline.apply("LoadRegistry", loadRegistry());

    PCollectionTuple parsed =
        settings.isReplay()
            ? readDeadLetters().apply("ReplayDeadLetters", ReplayDeadLetters.of(format))
            : readMessages().apply("ParseReadings", ParseReadings.of(format));

    PCollection<EnrichedBatch> readings =
        parsed
            .get(ParseReadings.READINGS)
            .apply("Deduplicate", Deduplicate.within(settings.deduplicateWithin()))
            .apply("EnrichReadings", EnrichReadings.with(registry).withFirst(registryLoader()));

    sinks.archive(readings);
    if (settings.isReplay()) {
      sinks.writeDeadLetters(parsed.get(ParseReadings.DEAD_LETTERS));
      return;
    }

    SeriesPanes seriesPanes =
        SeriesPanes.forWindows(
            settings.windowSize(), settings.windowPeriod(), settings.allowedLateness());
    PCollection<KV<Integer, List<OrderedReadings>>> ordered =
        readings.apply("OrderReadings", seriesPanes.orderReadings());
    PCollection<KV<Pane, GroupStats>> panes = ordered.apply("SeriesPanes", seriesPanes);

    PCollection<WindowStats> stats =
        panes.apply(
            "SlidingStats",
            SlidingStats.of(seriesPanes, settings.windowSize(), settings.windowPeriod()));

    PCollectionTuple judged =
        ordered.apply(
            "DetectReadingAnomalies",
            DetectReadingAnomalies.of(settings.detectors()).withScores(settings.scores()));

    PCollectionList<Anomaly> found =
        PCollectionList.of(
                stats.apply(
                    "DetectWindowAnomalies", DetectWindowAnomalies.of(settings.detectors())))
            .and(
                readings.apply(
                    "DetectThresholdBreaches",
                    DetectThresholdBreaches.of(settings.detectors(), settings.allowedLateness())))
            .and(judged.get(DetectReadingAnomalies.ANOMALIES));
    if (settings.detectors().watchesSilence()) {
      found = found.and(stats.apply("DetectSilence", DetectSilence.of(settings.detectors())));
    }
    PCollection<Anomaly> anomalies = found.apply("Anomalies", Flatten.pCollections());

    PCollection<Alert> alerts =
        anomalies.apply("RaiseAlerts", RaiseAlerts.of(settings.alertCooldown()));

    sinks.writeStats(stats);
    sinks.writeAnomalies(anomalies);
    sinks.writeAlerts(alerts);
    if (settings.scores()) {
      sinks.writeScores(judged.get(DetectReadingAnomalies.SCORES));
    }
    sinks.writeDeadLetters(parsed.get(ParseReadings.DEAD_LETTERS));
  }

  private PCollection<List<RawMessage>> readMessages() {
    return settings.inputFiles() != null
        ? pipeline.apply("ReadFiles", ReadFiles.from(settings.inputFiles()))
        : pipeline.apply(
            "ReadKafka",
            ReadKafka.of(settings.kafka(), format.eventTimes())
                .withKeyAndHeaders(format.needsKeyAndHeaders()));
  }

  private PCollection<List<RawMessage>> readDeadLetters() {
    return settings.inputFiles() != null
        ? pipeline.apply(
            "ReadFiles",
            ReadFiles.from(settings.inputFiles()).withLinesOfUpTo(MAX_DEAD_LETTER_BYTES))
        : pipeline.apply("ReadKafka", ReadKafka.of(settings.kafka(), ArrivalTime.INSTANCE));
  }

  private LoadRegistry loadRegistry() {
    if (settings.registryDirectory() == null) {
      return LoadRegistry.none();
    }
    return settings.inputFiles() != null
        ? LoadRegistry.once(registryLoader())
        : LoadRegistry.every(settings.registryRefresh(), registryLoader());
  }

  private RegistryLoader registryLoader() {
    return settings.registryDirectory() == null
        ? version -> AssetRegistry.EMPTY
        : new AssetRegistryFiles(settings.registryDirectory());
  }
}
