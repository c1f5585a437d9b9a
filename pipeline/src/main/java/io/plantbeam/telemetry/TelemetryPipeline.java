package io.plantbeam.telemetry;

import io.plantbeam.alert.RaiseAlerts;
import io.plantbeam.detect.guard.GuardMachines;
import io.plantbeam.detect.reading.DetectReadingAnomalies;
import io.plantbeam.detect.settings.Subject;
import io.plantbeam.detect.silence.DetectSilence;
import io.plantbeam.detect.threshold.DetectThresholdBreaches;
import io.plantbeam.detect.window.DetectWindowAnomalies;
import io.plantbeam.enrich.AssetRegistry;
import io.plantbeam.job.InputRecords;
import io.plantbeam.job.Output;
import io.plantbeam.job.Outputs;
import io.plantbeam.job.Source;
import io.plantbeam.model.Alert;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.Incident;
import io.plantbeam.model.OutputSchema;
import io.plantbeam.model.ReadingScore;
import io.plantbeam.model.WindowStats;
import io.plantbeam.order.OrderedReadings;
import io.plantbeam.panes.GroupStats;
import io.plantbeam.panes.Pane;
import io.plantbeam.panes.SeriesPanes;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.ParseReadings;
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
final class TelemetryPipeline {
  private final Pipeline pipeline;
  private final Source source;
  private final Outputs outputs;
  private final TelemetrySettings settings;
  private final MessageFormat format;

  TelemetryPipeline(Pipeline pipeline, Source source, Outputs outputs, TelemetrySettings settings) {
    this.pipeline = pipeline;
    this.source = source;
    this.outputs = outputs;
    this.settings = settings;
    this.format = settings.readings().format();
  }

  /** Adds the job's steps. */
  void build() {
    PCollectionView<List<AssetRegistry>> assets =
        pipeline.apply("LoadRegistry", settings.readings().registry().load(source.isBounded()));

    PCollectionTuple parsed =
        source
            .read(pipeline, InputRecords.messages(format))
            .apply("ParseReadings", ParseReadings.of(format));

    PCollection<EnrichedBatch> readings =
        settings.readings().enrich(parsed.get(ParseReadings.READINGS), assets);
    outputs.write(Output.readings(readings));

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
    if (GuardMachines.runs(settings.detectors())) {
      found =
          found.and(
              judged
                  .get(DetectReadingAnomalies.MINUTES)
                  .apply("GuardMachines", GuardMachines.of(settings.detectors())));
    }
    if (settings.detectors().judges(Subject.SILENCE)) {
      found = found.and(stats.apply("DetectSilence", DetectSilence.of(settings.detectors())));
    }
    PCollection<Anomaly> anomalies = found.apply("Anomalies", Flatten.pCollections());

    PCollectionTuple told =
        PCollectionTuple.of(RaiseAlerts.ANOMALIES, anomalies)
            .and(RaiseAlerts.WINDOWS, stats)
            .apply(
                "RaiseAlerts",
                RaiseAlerts.of(settings.detectors(), settings.alertSettings(seriesPanes)));

    write("Stats", WindowStats.SCHEMA, stats);
    write("Anomalies", Anomaly.SCHEMA, anomalies);
    write("Alerts", Alert.SCHEMA, told.get(RaiseAlerts.ALERTS));
    write("Incidents", Incident.SCHEMA, told.get(RaiseAlerts.INCIDENTS));
    if (settings.scores()) {
      write("Scores", ReadingScore.SCHEMA, judged.get(DetectReadingAnomalies.SCORES));
    }
    outputs.writeDeadLetters(parsed.get(ParseReadings.DEAD_LETTERS), settings.allowedLateness());
  }

  private <T> void write(String step, OutputSchema<T> schema, PCollection<T> records) {
    outputs.write(Output.of(step, schema, records, settings.allowedLateness()));
  }
}
