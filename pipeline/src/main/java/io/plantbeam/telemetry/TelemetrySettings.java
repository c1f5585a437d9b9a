package io.plantbeam.telemetry;

import io.plantbeam.alert.AlertSettings;
import io.plantbeam.alert.words.MessagePatterns;
import io.plantbeam.config.AlertMessagesFile;
import io.plantbeam.config.AnalyticsFile;
import io.plantbeam.config.DetectorSection;
import io.plantbeam.config.Durations;
import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.SensorTypesFile;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.detect.settings.DetectorSettings;
import io.plantbeam.detect.settings.DetectorType;
import io.plantbeam.format.MessageFormats;
import io.plantbeam.job.Outputs;
import io.plantbeam.job.PipelineSettings;
import io.plantbeam.job.Source;
import io.plantbeam.options.OptionReader;
import io.plantbeam.panes.SeriesPanes;
import io.plantbeam.preflight.Check;
import io.plantbeam.rollup.RollUpSettings;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;

/**
 * How readings are put into windows and judged.
 *
 * @param scores whether every reading's score is written
 * @param judgeOnArrival whether a stream's readings are judged without a wait for their order
 * @param rollUps which there are
 */
record TelemetrySettings(
    ReadingSettings readings,
    DetectorCatalogue detectors,
    Duration windowSize,
    Duration windowPeriod,
    Duration allowedLateness,
    Duration alertCooldown,
    Duration alertUpdateEvery,
    MessagePatterns alertMessages,
    Duration incidentWithin,
    boolean scores,
    boolean judgeOnArrival,
    RollUpSettings rollUps)
    implements PipelineSettings {
  /**
   * With more panes in a window, or windows over a pane, sharing panes costs more than it saves.
   */
  private static final long MAX_PANES = 1000;

  /**
   * Reads them.
   *
   * @param formats see {@link ReadingSettings}
   * @param detectors that sensor types can name
   */
  static TelemetrySettings read(
      OptionReader options, List<MessageFormats.Type> formats, List<DetectorType<?>> detectors) {
    TelemetryOptions telemetry = options.as(TelemetryOptions.class);
    checkWindows(options);
    ReadingSettings readings = ReadingSettings.read(options, formats);
    return new TelemetrySettings(
        readings,
        catalogue(detectors, readings.types(), options),
        Durations.parseOrZero(telemetry.getWindowSize()),
        Durations.parseOrZero(telemetry.getWindowPeriod()),
        Durations.parseOrZero(telemetry.getAllowedLateness()),
        Durations.parseOrZero(telemetry.getAlertCooldown()),
        Durations.parseOrZero(telemetry.getAlertUpdateEvery()),
        alertMessages(options),
        Durations.parseOrZero(telemetry.getIncidentWithin()),
        telemetry.getScores(),
        "arrival".equals(telemetry.getJudge()),
        analytics(options).rollUps());
  }

  private static void checkWindows(OptionReader options) {
    if (!options.isUsable("windowSize") || !options.isUsable("windowPeriod")) {
      return;
    }
    Duration size = Durations.parse(options.text("windowSize"));
    Duration period = Durations.parse(options.text("windowPeriod"));
    if (period.compareTo(size) > 0) {
      options.refuse(
          "windowPeriod",
          options.text("windowPeriod"),
          "is longer than --windowSize="
              + options.text("windowSize")
              + ", so readings between windows would be in none; allowed is at most the size");
      return;
    }
    long pane =
        BigInteger.valueOf(size.toMillis()).gcd(BigInteger.valueOf(period.toMillis())).longValue();
    if (size.toMillis() / pane > MAX_PANES) {
      options.refuse(
          "windowPeriod",
          options.text("windowPeriod"),
          "has with --windowSize=%s a greatest common divisor of %d ms; allowed is at least 1/%d of"
                  .formatted(options.text("windowSize"), pane, MAX_PANES)
              + " the size");
    }
  }

  private static AnalyticsFile analytics(OptionReader options) {
    String file = options.text("analytics");
    if (file == null || !options.isUsable("analytics")) {
      return AnalyticsFile.defaults();
    }
    try {
      return AnalyticsFile.load(file);
    } catch (InvalidOptionsException e) {
      e.problems().forEach(problem -> options.refuse("analytics", file, problem));
      return AnalyticsFile.defaults();
    }
  }

  private static MessagePatterns alertMessages(OptionReader options) {
    String file = options.text("alertMessages");
    if (file == null || !options.isUsable("alertMessages")) {
      return MessagePatterns.english();
    }
    try {
      return AlertMessagesFile.load(file);
    } catch (InvalidOptionsException e) {
      e.problems().forEach(problem -> options.refuse("alertMessages", file, problem));
      return MessagePatterns.english();
    }
  }

  private static DetectorCatalogue catalogue(
      List<DetectorType<?>> detectors, SensorTypesFile types, OptionReader options) {
    Map<String, DetectorSettings> settings = new HashMap<>();
    List<String> sentences = new ArrayList<>();
    DetectorSettings ofAll =
        DetectorSection.read(
            types.detectorsOfAll(), sentences, detectors, DetectorSettings.defaultsOf(detectors));
    types
        .detectorSections()
        .forEach(
            (type, section) ->
                settings.put(type, DetectorSection.read(section, sentences, detectors, ofAll)));
    DetectorCatalogue catalogue = new DetectorCatalogue(detectors, settings, ofAll);
    if (sentences.isEmpty()) {
      sentences.addAll(catalogue.problems());
    }
    sentences.forEach(
        sentence -> options.refuse("sensorTypes", options.text("sensorTypes"), sentence));
    return catalogue;
  }

  /**
   * When staff are told what, of what is found in these panes: readings are judged in their pieces,
   * and can be as late as the last window that holds them.
   */
  AlertSettings alertSettings(SeriesPanes panes) {
    return new AlertSettings(
        alertCooldown,
        alertUpdateEvery,
        incidentWithin,
        windowSize,
        Duration.ofMillis(panes.pieceMillis()),
        windowSize.plus(allowedLateness),
        alertMessages);
  }

  @Override
  public List<Check> checks(Source source) {
    List<Check> checks = new ArrayList<>(readings.checks());
    readings.formatCheck(source).ifPresent(checks::add);
    return checks;
  }

  @Override
  public void tryOn(Source source) {
    readings.tryFormatOn(source);
  }

  @Override
  public void build(Pipeline pipeline, Source source, Outputs outputs) {
    new TelemetryPipeline(pipeline, source, outputs, this).build();
  }
}
