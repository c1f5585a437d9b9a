package io.plantbeam.tools.simulate;

import io.plantbeam.config.Durations;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code plantbeam simulate}: labelled telemetry of a simulated plant, to files or to Kafka. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Write labelled telemetry of a simulated plant to files or to a Kafka topic.",
    description = {
      "",
      "Sensors of ten kinds send temperature, vibration, pressure, power and humidity in all the"
          + " message shapes that the pipeline reads. Some of them fail (spike, drift, stuck,"
          + " dropout, noise), and a few messages are dirty, sent twice or out of order. The same"
          + " options give the same messages.",
      "",
      "With --output=DIR: DIR/readings/part-*.ndjson (unless they go to Kafka), the asset registry"
          + " in DIR/registry, the faults in DIR/labels.ndjson, and counts of all that was sent in"
          + " DIR/truth.json.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all was written", "1:a file or broker failed", "2:the options are wrong"})
public final class SimulateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Directory for readings, registry, labels and counts.")
  private Path output;

  @Option(
      names = "--bootstrapServers",
      paramLabel = "HOST:PORT,...",
      description = "Kafka brokers. Readings then go to --topic and not to files.")
  private String bootstrapServers;

  @Option(
      names = "--topic",
      paramLabel = "NAME",
      description = "Kafka topic for the readings. The key is the sensor id.")
  private String topic;

  @Option(
      names = "--producerConfig",
      paramLabel = "FILE",
      description = "File with Kafka producer properties, including SASL and TLS.")
  private Path producerConfig;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "0",
      description = "Messages per second. 0 (the default) is as fast as possible.")
  private double rate;

  @Option(
      names = "--sensors",
      paramLabel = "N",
      defaultValue = "200",
      description = "Sensors in the plant (default: ${DEFAULT-VALUE}).")
  private int sensors;

  @Option(
      names = "--facilities",
      paramLabel = "N",
      defaultValue = "2",
      description = "Facilities, in different time zones (default: ${DEFAULT-VALUE}).")
  private int facilities;

  @Option(
      names = "--start",
      paramLabel = "TIME",
      defaultValue = "2026-01-01T00:00:00Z",
      converter = TimeConverter.class,
      description = "Event time of the beginning, ISO-8601 (default: ${DEFAULT-VALUE}).")
  private Instant start;

  @Option(
      names = "--duration",
      paramLabel = "D",
      defaultValue = "1h",
      converter = DurationConverter.class,
      description = "Event time to simulate, such as 30m, 2h, PT2H (default: ${DEFAULT-VALUE}).")
  private Duration duration;

  @Option(
      names = "--interval",
      paramLabel = "D",
      defaultValue = "10s",
      converter = DurationConverter.class,
      description =
          "Time between two messages of a sensor (default: ${DEFAULT-VALUE}); from about 25s on,"
              + " windows of 5m hold too few readings for the z-score.")
  private Duration interval;

  @Option(
      names = "--faults",
      paramLabel = "N|SHARE",
      defaultValue = "10%",
      description =
          "Sensors with a fault: a number (20), or a share of the sensors (10%% or 0.1)"
              + " (default: ${DEFAULT-VALUE}).")
  private String faults;

  @Option(
      names = "--faultsAfter",
      paramLabel = "D",
      defaultValue = "0s",
      converter = DurationConverter.class,
      description =
          "Time from the beginning in which no fault begins, such as 1d, so that detectors can learn"
              + " (default: ${DEFAULT-VALUE}).")
  private Duration faultsAfter;

  @Option(
      names = "--dirty",
      paramLabel = "SHARE",
      defaultValue = "0.002",
      description = "Share of dirty messages, 0 to 1 (default: ${DEFAULT-VALUE}).")
  private double dirty;

  @Option(
      names = "--duplicates",
      paramLabel = "SHARE",
      defaultValue = "0.002",
      description = "Share of messages that are sent twice, 0 to 1 (default: ${DEFAULT-VALUE}).")
  private double duplicates;

  @Option(
      names = "--outOfOrder",
      paramLabel = "SHARE",
      defaultValue = "0.01",
      description =
          "Share of messages that are sent up to 20s late, 0 to 1 (default: ${DEFAULT-VALUE}).")
  private double outOfOrder;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Another seed gives another plant (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--files",
      paramLabel = "N",
      defaultValue = "1",
      description = "Files to spread the sensors over (default: ${DEFAULT-VALUE}).")
  private int files;

  @Option(names = "--gzip", description = "Compress the files.")
  private boolean gzip;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    List<String> problems = new ArrayList<>();
    PlantSettings settings = settings(problems);
    checkTargets(problems);
    Properties kafka = kafkaProperties(problems);
    if (!problems.isEmpty()) {
      problems.forEach(err::println);
      err.flush();
      return 2;
    }
    try {
      Plant plant = new Plant(settings);
      report(plant, send(plant, kafka));
      return 0;
    } catch (FileSystemException e) {
      err.printf(
          "--output=%s: %s cannot be written (%s).%n",
          output,
          e.getFile(),
          e.getReason() == null ? e.getClass().getSimpleName() : e.getReason());
      err.flush();
      return 1;
    } catch (IOException e) {
      err.println(e.getMessage());
      err.flush();
      return 1;
    }
  }

  private PlantSettings settings(List<String> problems) {
    int faultySensors = 0;
    try {
      faultySensors = faultySensors();
    } catch (NumberFormatException e) {
      problems.add(
          "--faults=%s: allowed is a number, or a share such as 10%% or 0.1.".formatted(faults));
    }
    PlantSettings settings =
        new PlantSettings(
            facilities,
            sensors,
            start,
            duration,
            interval,
            seed,
            dirty,
            duplicates,
            outOfOrder,
            faultySensors,
            faultsAfter);
    problems.addAll(settings.problems());
    return settings;
  }

  private int faultySensors() {
    String text = faults.strip();
    if (text.endsWith("%")) {
      return share(Double.parseDouble(text.substring(0, text.length() - 1)) / 100);
    }
    return text.contains(".") ? share(Double.parseDouble(text)) : Integer.parseInt(text);
  }

  private int share(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new NumberFormatException("not a share");
    }
    return (int) Math.round(share * sensors);
  }

  private void checkTargets(List<String> problems) {
    if (output == null && bootstrapServers == null) {
      problems.add(
          "There is nowhere to write to: give --output=DIR, or --bootstrapServers and --topic.");
    }
    if ((bootstrapServers == null) != (topic == null)) {
      problems.add(
          bootstrapServers == null
              ? "--topic=%s: needs --bootstrapServers as well.".formatted(topic)
              : "--bootstrapServers=%s: needs --topic as well.".formatted(bootstrapServers));
    }
    if (producerConfig != null && bootstrapServers == null) {
      problems.add(
          "--producerConfig=%s: needs --bootstrapServers as well.".formatted(producerConfig));
    }
    if (!(rate >= 0 && Double.isFinite(rate))) {
      problems.add("--rate=%s: allowed is 0 or more messages per second.".formatted(rate));
    }
    if (files < 1 || files > 1000) {
      problems.add("--files=%d: allowed is 1 to 1000.".formatted(files));
    }
    if (output != null && Files.exists(output) && !Files.isDirectory(output)) {
      problems.add("--output=%s: this is a file; allowed is a directory.".formatted(output));
    } else if (output != null && bootstrapServers == null && hasFiles(readings())) {
      problems.add(
          "--output=%s: %s holds readings already; remove them or name another directory."
              .formatted(output, readings()));
    }
  }

  private static boolean hasFiles(Path directory) {
    if (!Files.isDirectory(directory)) {
      return false;
    }
    try (Stream<Path> list = Files.list(directory)) {
      return list.findAny().isPresent();
    } catch (IOException e) {
      // What cannot be listed cannot be written either; writing will say why.
      return false;
    }
  }

  private Properties kafkaProperties(List<String> problems) {
    Properties properties = new Properties();
    if (producerConfig != null) {
      try (Reader reader = Files.newBufferedReader(producerConfig)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        problems.add(
            "--producerConfig=%s: allowed is a readable properties file."
                .formatted(producerConfig));
      }
    }
    return properties;
  }

  private Truth send(Plant plant, Properties kafka) throws IOException, InterruptedException {
    if (output != null) {
      PlantFiles.writeRegistry(output.resolve("registry"), plant);
      PlantFiles.writeLabels(output.resolve("labels.ndjson"), plant.faults());
    }
    MessageStream messages = plant.messages();
    Pace pace = new Pace(rate);
    try (MessageTarget target =
        bootstrapServers == null
            ? new FileTarget(readings(), files, gzip)
            : new KafkaTarget(bootstrapServers, topic, kafka)) {
      while (messages.hasNext()) {
        pace.await();
        target.send(messages.next());
      }
    }
    if (output != null) {
      PlantFiles.writeTruth(output.resolve("truth.json"), plant, messages.truth());
    }
    return messages.truth();
  }

  private Path readings() {
    return output.resolve("readings");
  }

  private void report(Plant plant, Truth truth) {
    PrintWriter out = spec.commandLine().getOut();
    String destination =
        bootstrapServers == null ? readings().toString() : "topic %s".formatted(topic);
    out.printf(
        Locale.ROOT,
        "Sent %,d messages of %,d sensors, %s of event time from %s, to %s:%n",
        truth.messages(),
        sensors,
        Durations.format(duration),
        start,
        destination);
    out.printf(
        Locale.ROOT,
        "  %,d readings, %,d duplicates, %,d dead letters to be, %,d messages out of order%n",
        truth.readings(),
        truth.duplicates(),
        truth.deadLetters(),
        truth.outOfOrder());
    out.printf(Locale.ROOT, "  %,d faults%n", plant.faults().size());
    if (output != null) {
      out.printf(
          "  registry in %s, faults in %s, counts in %s%n",
          output.resolve("registry"),
          output.resolve("labels.ndjson"),
          output.resolve("truth.json"));
    }
    out.println();
    out.println("Next:");
    String source =
        bootstrapServers == null
            ? "--inputFiles='%s/part-*.ndjson%s'".formatted(readings(), gzip ? ".gz" : "")
            : "--bootstrapServers=%s --inputTopics=%s --startFrom=earliest"
                .formatted(bootstrapServers, topic);
    String registry =
        output == null ? "" : " --assetRegistry=%s".formatted(output.resolve("registry"));
    Path results = output == null ? Path.of("results") : output.resolve("results");
    out.printf(
        "  ./plantbeam run --runner=DirectRunner %s%s --output=%s%n", source, registry, results);
    out.flush();
  }

  private static final class TimeConverter implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "'%s' is not a time; allowed is ISO-8601 with Z or an offset, such as".formatted(text)
                + " 2026-01-01T00:00:00Z.");
      }
    }
  }
}
