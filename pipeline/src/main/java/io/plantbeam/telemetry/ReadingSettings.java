package io.plantbeam.telemetry;

import io.plantbeam.config.Durations;
import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.SensorTypesFile;
import io.plantbeam.deduplicate.Deduplicate;
import io.plantbeam.enrich.AssetRegistry;
import io.plantbeam.enrich.EnrichReadings;
import io.plantbeam.format.FormatChoice;
import io.plantbeam.format.MessageFormats;
import io.plantbeam.job.InputRecords;
import io.plantbeam.job.Source;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.options.OptionReader;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.MessageSettings;
import io.plantbeam.parse.SensorTypes;
import io.plantbeam.preflight.Check;
import io.plantbeam.preflight.Checked;
import io.plantbeam.preflight.TriedFormat;
import io.plantbeam.registry.RegistrySettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done with every reading, whatever comes of it.
 *
 * @param types the sensor types and their detectors
 * @param format of the messages
 * @param deduplicateWithin zero lets duplicates through
 */
record ReadingSettings(
    SensorTypesFile types,
    MessageFormat format,
    Duration deduplicateWithin,
    RegistrySettings registry) {
  private static final String MESSAGE_FORMAT = "messageFormat";
  private static final int MOST_SAMPLES = 100;
  private static final Logger LOG = LoggerFactory.getLogger(ReadingSettings.class);

  /**
   * Reads them.
   *
   * @param formats that messages can have; the first is the default
   */
  static ReadingSettings read(OptionReader options, List<MessageFormats.Type> formats) {
    SensorTypesFile types = types(options);
    RegistrySettings registry =
        RegistrySettings.read(options, metrics(options, formats, types.sensorTypes()));
    return new ReadingSettings(
        types,
        format(
            options,
            formats,
            new MessageSettings(
                types.sensorTypes(),
                MessageTimes.read(options, registry.loader()),
                options.as(ReadingOptions.class).getAttributes())),
        Durations.parseOrZero(options.as(ReadingOptions.class).getDeduplicateWithin()),
        registry);
  }

  /**
   * What conditions can name: measures, and the types of single values. Null where messages have a
   * format in which anything may be a metric.
   */
  private static Set<String> metrics(
      OptionReader options, List<MessageFormats.Type> formats, SensorTypes types) {
    if (!formats.get(0).name().equals(options.text(MESSAGE_FORMAT))) {
      return null;
    }
    Set<String> metrics = new TreeSet<>(types.measureNames());
    types.types().forEach(type -> metrics.add(type.name()));
    metrics.add("value");
    return metrics;
  }

  private static SensorTypesFile types(OptionReader options) {
    try {
      return options.isUsable("sensorTypes")
          ? SensorTypesFile.load(options.text("sensorTypes"))
          : SensorTypesFile.defaults();
    } catch (InvalidOptionsException e) {
      e.problems()
          .forEach(problem -> options.refuse("sensorTypes", options.text("sensorTypes"), problem));
    }
    return SensorTypesFile.defaults();
  }

  private static MessageFormat format(
      OptionReader options, List<MessageFormats.Type> formats, MessageSettings settings) {
    String nameOrFile = options.text(MESSAGE_FORMAT);
    try {
      return FormatChoice.of(nameOrFile, formats, settings);
    } catch (InvalidOptionsException e) {
      e.problems().forEach(problem -> options.refuse(MESSAGE_FORMAT, nameOrFile, problem));
      return formats.get(0).with(settings);
    }
  }

  /** What a preflight asks about registry and format. */
  List<Check> checks() {
    List<Check> checks = new ArrayList<>(registry.checks());
    if (format instanceof Checked checked) {
      checks.addAll(checked.checks());
    }
    return checks;
  }

  /**
   * Tries the format on some of the messages of a source.
   *
   * @throws InvalidOptionsException if it finds in none of them what every reading needs
   */
  void tryFormatOn(Source source) {
    if (format instanceof TriedFormat tried) {
      try {
        tryOn(source, tried);
      } catch (IOException e) {
        // The job that reads them says what becomes of it.
        LOG.warn("The message format was not tried: {}", e.getMessage());
      }
    }
  }

  /** What a preflight asks of the messages of a source; nothing where any will do. */
  Optional<Check> formatCheck(Source source) {
    return format instanceof TriedFormat tried
        ? Optional.of(
            new Check(
                "messages",
                () -> {
                  int count = tryOn(source, tried);
                  return count == 0
                      ? "messages: there are none that the format could be tried on"
                      : "messages: the format finds sensors, times and values in those that were tried";
                }))
        : Optional.empty();
  }

  /** The number of messages that it was tried on. */
  private int tryOn(Source source, TriedFormat tried) throws IOException {
    List<RawMessage> samples = source.samples(MOST_SAMPLES, InputRecords.messages(format));
    List<String> problems = tried.problemsWith(samples);
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(problems);
    }
    return samples.size();
  }

  /** Drops duplicates, and adds what the registry knows. */
  PCollection<EnrichedBatch> enrich(
      PCollection<KV<Integer, List<ReadingBatch>>> parsed,
      PCollectionView<List<AssetRegistry>> assets) {
    return parsed
        .apply("Deduplicate", Deduplicate.within(deduplicateWithin))
        .apply("EnrichReadings", EnrichReadings.with(assets).withFirst(registry.loader()));
  }
}
