package io.plantbeam.peer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What the job is told.
 *
 * @param group whose offsets are committed with each checkpoint
 * @param registry a directory with {@code sensors.ndjson}
 * @param output the directory for results
 */
record PeerSettings(
    String bootstrapServers,
    String topic,
    String group,
    Path registry,
    Path output,
    Duration windowSize,
    Duration windowPeriod,
    Duration maxOutOfOrderness,
    int parallelism,
    Duration checkpointingInterval) {

  /**
   * Reads {@code --name=value} for each of the components; durations are ISO-8601 such as PT5M, and
   * the interval of checkpoints is in milliseconds as that of Beam.
   *
   * @throws IllegalArgumentException with the name of what is missing or cannot be read
   */
  static PeerSettings parse(String... arguments) {
    Map<String, String> values = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (!argument.startsWith("--") || equals < 0) {
        throw new IllegalArgumentException(argument + ": expected is --name=value");
      }
      values.put(argument.substring(2, equals), argument.substring(equals + 1));
    }
    PeerSettings settings =
        new PeerSettings(
            take(values, "bootstrapServers"),
            take(values, "topic"),
            take(values, "group"),
            Path.of(take(values, "registry")),
            Path.of(take(values, "output")),
            Duration.parse(take(values, "windowSize")),
            Duration.parse(take(values, "windowPeriod")),
            Duration.parse(take(values, "maxOutOfOrderness")),
            Integer.parseInt(take(values, "parallelism")),
            Duration.ofMillis(Long.parseLong(take(values, "checkpointingInterval"))));
    if (!values.isEmpty()) {
      throw new IllegalArgumentException("there is no option of the name " + values.keySet());
    }
    return settings;
  }

  private static String take(Map<String, String> values, String name) {
    String value = values.remove(name);
    if (value == null) {
      throw new IllegalArgumentException("--%s is missing".formatted(name));
    }
    return value;
  }
}
