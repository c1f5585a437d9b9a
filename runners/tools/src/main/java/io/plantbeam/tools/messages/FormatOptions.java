package io.plantbeam.tools.messages;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.SensorTypesFile;
import io.plantbeam.format.FormatChoice;
import io.plantbeam.format.MessageFormats;
import io.plantbeam.parse.EventTimeRules;
import io.plantbeam.parse.LocalTimes;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.MessageSettings;
import io.plantbeam.parse.TimestampUnit;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import picocli.CommandLine.Option;

/** What the job's own options say of messages. */
final class FormatOptions {
  @Option(
      names = "--sensorTypes",
      paramLabel = "FILE",
      description = "The sensor types of the job, which have units and valid ranges.")
  private String sensorTypes;

  @Option(
      names = "--timestampUnit",
      paramLabel = "auto|s|ms|us|ns",
      defaultValue = "ms",
      description = "What timestamps that are numbers count since 1970 (default: ms).")
  private String timestampUnit;

  @Option(
      names = "--localTimes",
      paramLabel = "ZONE",
      description = "The zone of timestamps without an offset, such as Europe/Berlin.")
  private String localTimes;

  /** What they say; {@link InvalidOptionsException} where one cannot be used. */
  MessageSettings settings() {
    SensorTypesFile types =
        sensorTypes == null ? SensorTypesFile.defaults() : SensorTypesFile.load(sensorTypes);
    return new MessageSettings(types.sensorTypes(), new EventTimeRules(unit(), zone()));
  }

  private TimestampUnit unit() {
    try {
      return TimestampUnit.ofOption(timestampUnit);
    } catch (IllegalArgumentException e) {
      throw new InvalidOptionsException(
          List.of(
              "--timestampUnit=%s: allowed are auto, s, ms, us and ns.".formatted(timestampUnit)));
    }
  }

  private LocalTimes zone() {
    try {
      return localTimes == null ? LocalTimes.REFUSED : LocalTimes.in(ZoneId.of(localTimes));
    } catch (DateTimeException e) {
      throw new InvalidOptionsException(
          List.of(
              "--localTimes=%s: allowed is an IANA time zone name such as Europe/Berlin."
                  .formatted(localTimes)));
    }
  }

  /** The format that a name or file means. */
  MessageFormat format(String nameOrFile) {
    try {
      return FormatChoice.of(nameOrFile, MessageFormats.ALL, settings());
    } catch (InvalidOptionsException e) {
      throw new InvalidOptionsException(
          e.problems().stream()
              .map(problem -> "--messageFormat=%s: %s".formatted(nameOrFile, problem))
              .toList());
    }
  }
}
