package io.plantbeam.telemetry;

import io.plantbeam.options.Parameter;
import io.plantbeam.options.ParameterType;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** What is done with every reading, whatever comes of it. */
public interface ReadingOptions extends PipelineOptions {
  @Parameter(
      order = 1,
      group = "Assets and sensor types",
      type = ParameterType.PATH,
      value = "FILE",
      example = "/etc/plantbeam/sensor-types.yaml")
  @Description(
      "YAML file with sensor types and detector settings, laid over the built-in ones type by"
          + " type.")
  String getSensorTypes();

  void setSensorTypes(String value);

  @Parameter(order = 2, group = "Windows and alerts", type = ParameterType.DURATION, example = "1h")
  @Description(
      "Streaming: how far the event time of a series moves on before the identity of a"
          + " reading is forgotten. 0s lets duplicates through, in batch too.")
  @Default.String("10m")
  String getDeduplicateWithin();

  void setDeduplicateWithin(String value);

  @Parameter(
      order = 3,
      group = "Input",
      type = ParameterType.TEXT,
      value = "NAME|FILE",
      example = "telegraf-json")
  @Description(
      "The format of the messages: the name of one that Plantbeam knows, or a mapping file; json"
          + " where none is named.")
  String getMessageFormat();

  void setMessageFormat(String value);

  @Parameter(
      order = 4,
      group = "Input",
      type = ParameterType.ENUM,
      choices = {"auto", "s", "ms", "us", "ns"},
      example = "auto")
  @Description(
      "What timestamps that are numbers count since 1970; auto decides by their size, and reads"
          + " numbers that are written as texts too.")
  @Default.String("ms")
  String getTimestampUnit();

  void setTimestampUnit(String value);

  @Parameter(
      order = 5,
      group = "Input",
      type = ParameterType.TEXT,
      value = "facility|ZONE",
      example = "Europe/Berlin")
  @Description(
      "In which zone timestamps without an offset are: facility for the timezone of their facility"
          + " in the asset registry, or a zone for all. Without it they are dead letters.")
  String getLocalTimes();

  void setLocalTimes(String value);

  @Parameter(order = 6, group = "Input", type = ParameterType.BOOLEAN, example = "false")
  @Description(
      "Whether fields of a message that mean nothing to Plantbeam, such as location and metadata,"
          + " are archived with its readings, as JSON.")
  @Default.Boolean(true)
  boolean getAttributes();

  void setAttributes(boolean value);

  @Parameter(
      order = 7,
      group = "Replay",
      type = ParameterType.ENUM,
      choices = {"messages", "dead-letters"},
      example = "dead-letters",
      inTemplates = false)
  @Description(
      "What is read: messages, or the dead letters of an earlier run, which is another way to give"
          + " --pipeline=replay.")
  String getInputFormat();

  void setInputFormat(String value);
}
