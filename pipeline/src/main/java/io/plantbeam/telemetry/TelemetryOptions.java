package io.plantbeam.telemetry;

import io.plantbeam.options.Parameter;
import io.plantbeam.options.ParameterType;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The options of windows, detectors and alerts. Durations are written {@code 30s}, {@code 5m},
 * {@code 2h} or ISO-8601.
 */
public interface TelemetryOptions extends PipelineOptions {
  @Parameter(
      order = 1,
      group = "Windows and alerts",
      type = ParameterType.DURATION,
      example = "10m",
      min = "1ms",
      max = "365d")
  @Description("Length of the sliding windows.")
  @Default.String("5m")
  String getWindowSize();

  void setWindowSize(String value);

  @Parameter(
      order = 2,
      group = "Windows and alerts",
      type = ParameterType.DURATION,
      example = "30s",
      min = "1ms")
  @Description("How often a window begins. At most the window size.")
  @Default.String("1m")
  String getWindowPeriod();

  void setWindowPeriod(String value);

  @Parameter(order = 3, group = "Windows and alerts", type = ParameterType.DURATION, example = "5m")
  @Description("Readings up to this much behind the watermark still correct their windows.")
  @Default.String("0s")
  String getAllowedLateness();

  void setAllowedLateness(String value);

  @Parameter(
      order = 4,
      group = "Windows and alerts",
      type = ParameterType.DURATION,
      example = "30m",
      min = "1ms")
  @Description(
      "Anomalies of one series and detector that are less than this apart are one episode, with"
          + " one alert. It is resolved when nothing has come for so long.")
  @Default.String("15m")
  String getAlertCooldown();

  void setAlertCooldown(String value);

  @Parameter(
      order = 5,
      group = "Windows and alerts",
      type = ParameterType.DURATION,
      example = "1h",
      min = "1ms")
  @Description(
      "An alert whose anomalies go on is told again at most once in this much event time, and at"
          + " once if it becomes more severe.")
  @Default.String("15m")
  String getAlertUpdateEvery();

  void setAlertUpdateEvery(String value);

  @Parameter(
      order = 6,
      group = "Windows and alerts",
      type = ParameterType.PATH,
      value = "FILE",
      example = "/etc/plantbeam/alert-messages-de.properties")
  @Description(
      "Properties file with the patterns of alert messages in another language or other words, laid"
          + " over the English ones key by key.")
  String getAlertMessages();

  void setAlertMessages(String value);

  @Parameter(
      order = 7,
      group = "Windows and alerts",
      type = ParameterType.DURATION,
      example = "30m")
  @Description(
      "Alerts of one equipment, or of one sensor where the registry knows none, whose starts are at"
          + " most this far from another's are one incident.")
  @Default.String("10m")
  String getIncidentWithin();

  void setIncidentWithin(String value);

  @Parameter(order = 8, group = "Output", type = ParameterType.BOOLEAN, example = "true")
  @Description(
      "Also write to scores/ the score of every reading from every detector that judges"
          + " readings.")
  @Default.Boolean(false)
  boolean getScores();

  void setScores(boolean value);

  @Parameter(
      order = 9,
      group = "Windows and alerts",
      type = ParameterType.ENUM,
      choices = {"ordered", "arrival"},
      example = "arrival")
  @Description(
      "Streaming: whether detectors of readings wait until the readings of a series are in order,"
          + " or judge each as it arrives and leave out what comes after a later one. Detectors of"
          + " assets wait in any case, and limit never does.")
  @Default.String("ordered")
  String getJudge();

  void setJudge(String value);

  @Parameter(
      order = 10,
      group = "Assets and sensor types",
      type = ParameterType.PATH,
      value = "FILE",
      example = "/etc/plantbeam/analytics.yaml")
  @Description(
      "YAML file with the settings of roll-ups, laid over the built-in one,"
          + " io/plantbeam/config/analytics.yaml in the JAR, key by key.")
  String getAnalytics();

  void setAnalytics(String value);
}
