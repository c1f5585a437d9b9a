package io.plantbeam.telemetry;

import io.plantbeam.alert.AlertSettings;
import io.plantbeam.alert.RaiseAlerts;
import io.plantbeam.config.Durations;
import io.plantbeam.detect.guard.GuardMachines;
import io.plantbeam.detect.limit.DetectLimits;
import io.plantbeam.detect.reading.DetectReadingAnomalies;
import io.plantbeam.detect.reading.ReadingDetector.Scope;
import io.plantbeam.detect.settings.Subject;
import io.plantbeam.detect.silence.DetectSilence;
import io.plantbeam.detect.threshold.DetectThresholdBreaches;
import io.plantbeam.detect.window.DetectWindowAnomalies;
import io.plantbeam.enrich.AssetRegistry;
import io.plantbeam.equipment.FollowStates;
import io.plantbeam.job.InputRecords;
import io.plantbeam.job.Output;
import io.plantbeam.job.Outputs;
import io.plantbeam.job.Source;
import io.plantbeam.model.Alert;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.EquipmentStatus;
import io.plantbeam.model.EventFrame;
import io.plantbeam.model.Incident;
import io.plantbeam.model.OutputSchema;
import io.plantbeam.model.ReadingScore;
import io.plantbeam.model.WindowStats;
import io.plantbeam.order.OrderOnArrival;
import io.plantbeam.order.OrderedReadings;
import io.plantbeam.panes.GroupStats;
import io.plantbeam.panes.Pane;
import io.plantbeam.panes.SeriesPanes;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.ParseReadings;
import io.plantbeam.registry.RegistrySettings;
import io.plantbeam.rollup.RollUps;
import io.plantbeam.windows.LastTimes;
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
            // In the name, by which a savepoint is matched, because windows of another size would
            // be taken for whole ones of this.
            "SlidingStats%sEvery%s"
                .formatted(
                    Durations.format(settings.windowSize()),
                    Durations.format(settings.windowPeriod())),
            SlidingStats.of(seriesPanes, settings.windowSize(), settings.windowPeriod()));
    AlertSettings alertSettings = settings.alertSettings(seriesPanes);
    PCollection<KV<Long, Long>> times =
        stats.apply(
            "LastTimes", LastTimes.within(alertSettings.gathering(), settings.windowPeriod()));

    boolean onArrival = settings.judgeOnArrival() && !source.isBounded();
    DetectReadingAnomalies detectReadings =
        DetectReadingAnomalies.of(settings.detectors()).withScores(settings.scores());
    PCollectionTuple judged =
        onArrival
            ? readings
                .apply("OrderOnArrival", OrderOnArrival.create())
                .apply("DetectReadingAnomalies", detectReadings.only(Scope.SERIES))
            : ordered.apply("DetectReadingAnomalies", detectReadings);
    PCollectionList<ReadingScore> scores =
        PCollectionList.of(judged.get(DetectReadingAnomalies.SCORES));
    PCollectionTuple limits = detectLimits(readings, ordered);

    PCollectionList<Anomaly> found =
        PCollectionList.of(
                stats.apply(
                    "DetectWindowAnomalies", DetectWindowAnomalies.of(settings.detectors())))
            .and(
                readings.apply(
                    "DetectThresholdBreaches",
                    DetectThresholdBreaches.of(settings.detectors(), settings.allowedLateness())));
    if (!onArrival) {
      found = found.and(judged.get(DetectReadingAnomalies.ANOMALIES));
    }
    if (onArrival && settings.detectors().judges(Subject.ASSET)) {
      // The series of an asset arrive each for itself, and would leave out one another's readings.
      PCollectionTuple ofAssets =
          ordered.apply("DetectAssetAnomalies", detectReadings.only(Scope.ASSET));
      found = found.and(ofAssets.get(DetectReadingAnomalies.ANOMALIES));
      scores = scores.and(ofAssets.get(DetectReadingAnomalies.SCORES));
    }
    if (GuardMachines.runs(settings.detectors())) {
      found =
          found.and(
              judged
                  .get(DetectReadingAnomalies.MINUTES)
                  .apply("GuardMachines", GuardMachines.of(settings.detectors())));
    }
    PCollection<Anomaly> inOrder = found.apply("AnomaliesInOrder", Flatten.pCollections());
    if (settings.detectors().judges(Subject.SILENCE)) {
      inOrder =
          PCollectionTuple.of(DetectSilence.WINDOWS, stats)
              .and(DetectSilence.TIMES, times)
              .and(DetectSilence.FOUND, inOrder)
              .apply(
                  "DetectSilence",
                  DetectSilence.of(
                      settings.detectors(), settings.windowPeriod(), alertSettings.gathering()));
    }
    PCollectionList<Anomaly> anomalies =
        PCollectionList.of(inOrder).and(limits.get(DetectLimits.ANOMALIES));

    PCollectionTuple toTell =
        PCollectionTuple.of(RaiseAlerts.ANOMALIES, inOrder)
            .and(RaiseAlerts.EPISODES, limits.get(DetectLimits.EPISODES))
            .and(RaiseAlerts.TIMES, times);
    if (onArrival) {
      PCollection<Anomaly> arrived = judged.get(DetectReadingAnomalies.ANOMALIES);
      anomalies = anomalies.and(arrived);
      toTell = toTell.and(RaiseAlerts.ON_ARRIVAL, arrived);
    }
    PCollectionTuple told =
        toTell.apply("RaiseAlerts", RaiseAlerts.of(settings.detectors(), alertSettings));

    write("Stats", WindowStats.SCHEMA, stats);
    write("Anomalies", Anomaly.SCHEMA, anomalies.apply("Anomalies", Flatten.pCollections()));
    write("Alerts", Alert.SCHEMA, told.get(RaiseAlerts.ALERTS));
    write("Incidents", Incident.SCHEMA, told.get(RaiseAlerts.INCIDENTS));
    if (settings.scores()) {
      write("Scores", ReadingScore.SCHEMA, scores.apply("Scores", Flatten.pCollections()));
    }
    writeRollUps(ordered, seriesPanes);
    followStates(ordered, times, alertSettings);
    outputs.writeDeadLetters(parsed.get(ParseReadings.DEAD_LETTERS), settings.allowedLateness());
  }

  /** Of a stream before anything waits for its order; a batch has time to put it first. */
  private PCollectionTuple detectLimits(
      PCollection<EnrichedBatch> readings,
      PCollection<KV<Integer, List<OrderedReadings>>> ordered) {
    return source.isBounded()
        ? ordered.apply("DetectLimits", DetectLimits.inOrder(settings.detectors()))
        : readings.apply("DetectLimits", DetectLimits.onArrival(settings.detectors()));
  }

  private void writeRollUps(
      PCollection<KV<Integer, List<OrderedReadings>>> ordered, SeriesPanes seriesPanes) {
    if (settings.rollUps().running().isEmpty()) {
      return;
    }
    PCollectionTuple rows = ordered.apply("RollUps", RollUps.of(settings.rollUps(), seriesPanes));
    for (RollUps.Rows<?> rollUp : RollUps.ALL) {
      if (settings.rollUps().has(rollUp.rollUp())) {
        writeRows(rollUp, rows);
      }
    }
  }

  private <T> void writeRows(RollUps.Rows<T> rollUp, PCollectionTuple rows) {
    write(rollUp.step(), rollUp.schema(), rows.get(rollUp.tag()));
  }

  /** Of machines that the registry has states of. */
  private void followStates(
      PCollection<KV<Integer, List<OrderedReadings>>> ordered,
      PCollection<KV<Long, Long>> times,
      AlertSettings alertSettings) {
    RegistrySettings registry = settings.readings().registry();
    if (!registry.isGiven()) {
      return;
    }
    PCollectionView<List<AssetRegistry>> equipment =
        pipeline.apply("LoadEquipment", registry.loadEquipment(source.isBounded()));
    PCollectionTuple told =
        PCollectionTuple.of(FollowStates.READINGS, ordered)
            .and(FollowStates.TIMES, times)
            .apply(
                "FollowStates",
                FollowStates.of(
                    equipment,
                    registry.equipmentLoader(),
                    alertSettings.gathering(),
                    alertSettings.allowedLateness()));
    write("EventFrames", EventFrame.SCHEMA, told.get(FollowStates.FRAMES));
    write("EquipmentState", EquipmentStatus.SCHEMA, told.get(FollowStates.STATUSES));
  }

  private <T> void write(String step, OutputSchema<T> schema, PCollection<T> records) {
    outputs.write(Output.of(step, schema, records, settings.allowedLateness()));
  }
}
