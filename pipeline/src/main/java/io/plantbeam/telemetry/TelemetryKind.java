package io.plantbeam.telemetry;

import io.plantbeam.alert.RaiseAlerts;
import io.plantbeam.deduplicate.Deduplicate;
import io.plantbeam.detect.guard.GuardMachines;
import io.plantbeam.detect.limit.DetectLimits;
import io.plantbeam.detect.reading.DetectReadingAnomalies;
import io.plantbeam.detect.settings.DetectorType;
import io.plantbeam.detect.silence.DetectSilence;
import io.plantbeam.detect.threshold.DetectThresholdBreaches;
import io.plantbeam.detect.window.DetectWindowAnomalies;
import io.plantbeam.enrich.EnrichReadings;
import io.plantbeam.equipment.FollowStates;
import io.plantbeam.format.MessageFormats;
import io.plantbeam.job.Connection;
import io.plantbeam.job.Connector;
import io.plantbeam.job.Output;
import io.plantbeam.job.PipelineKind;
import io.plantbeam.job.PipelineSettings;
import io.plantbeam.model.Alert;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Contribution;
import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.EquipmentStatus;
import io.plantbeam.model.EventFrame;
import io.plantbeam.model.Incident;
import io.plantbeam.model.ReadingScore;
import io.plantbeam.model.WindowStats;
import io.plantbeam.options.OptionReader;
import io.plantbeam.options.Parameters;
import io.plantbeam.parse.ParseReadings;
import io.plantbeam.rollup.RollUp;
import io.plantbeam.rollup.RollUps;
import io.plantbeam.windows.SlidingStats;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Raw readings to a lake, statistics, anomalies and alerts. */
public final class TelemetryKind implements PipelineKind {
  private final List<Connector> connectors;
  private final List<MessageFormats.Type> formats;
  private final List<DetectorType<?>> detectors;
  private final Parameters parameters;

  /**
   * The pipeline with these connectors, formats and detectors.
   *
   * @param formats that messages can have; the first is the default
   */
  public TelemetryKind(
      List<Connector> connectors,
      List<MessageFormats.Type> formats,
      List<DetectorType<?>> detectors) {
    this.connectors = List.copyOf(connectors);
    this.formats = List.copyOf(formats);
    this.detectors = List.copyOf(detectors);
    this.parameters = KindParameters.of(connectors, List.of(TelemetryOptions.class));
  }

  @Override
  public String name() {
    return "telemetry";
  }

  @Override
  public String summary() {
    return "archives readings, and makes statistics, anomalies and alerts of them";
  }

  @Override
  public List<Connector> connectors() {
    return connectors;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public List<String> outputs() {
    List<String> outputs =
        new ArrayList<>(
            List.of(
                Output.READINGS,
                WindowStats.SCHEMA.name(),
                Anomaly.SCHEMA.name(),
                Alert.SCHEMA.name(),
                Incident.SCHEMA.name(),
                ReadingScore.SCHEMA.name(),
                EventFrame.SCHEMA.name(),
                EquipmentStatus.SCHEMA.name()));
    RollUp.ALL.forEach(rollUp -> outputs.add(rollUp.label()));
    outputs.add(DeadLetter.SCHEMA.name());
    return outputs;
  }

  @Override
  public List<Contribution> contributions() {
    return Stream.of(
            ParseReadings.CONTRIBUTIONS,
            Deduplicate.CONTRIBUTIONS,
            EnrichReadings.CONTRIBUTIONS,
            SlidingStats.CONTRIBUTIONS,
            RollUps.CONTRIBUTIONS,
            DetectLimits.CONTRIBUTIONS,
            DetectReadingAnomalies.CONTRIBUTIONS,
            GuardMachines.CONTRIBUTIONS,
            DetectWindowAnomalies.CONTRIBUTIONS,
            DetectThresholdBreaches.CONTRIBUTIONS,
            DetectSilence.CONTRIBUTIONS,
            RaiseAlerts.CONTRIBUTIONS,
            FollowStates.CONTRIBUTIONS)
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public PipelineSettings read(OptionReader options, List<Connection> connections) {
    InputFormat.check(InputFormat.MESSAGES, this, options);
    return TelemetrySettings.read(options, formats, detectors);
  }
}
