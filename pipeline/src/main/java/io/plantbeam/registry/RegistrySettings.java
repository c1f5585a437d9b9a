package io.plantbeam.registry;

import io.plantbeam.config.Durations;
import io.plantbeam.enrich.AssetRegistry;
import io.plantbeam.enrich.LoadRegistry;
import io.plantbeam.enrich.RegistryLoader;
import io.plantbeam.options.OptionReader;
import io.plantbeam.preflight.Check;
import io.plantbeam.preflight.FailedCheckException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Where the asset registry is.
 *
 * @param directory null where there is none
 * @param refresh how often a stream reads it again
 * @param metrics that conditions of states may be over; null where any may be
 */
public record RegistrySettings(String directory, Duration refresh, Set<String> metrics) {
  private static final String OPTION = "assetRegistry";

  /** Reads the options, and all files that they name; conditions may be over any metrics. */
  public static RegistrySettings read(OptionReader options) {
    return read(options, null);
  }

  /** Reads the options, and all files that they name. */
  public static RegistrySettings read(OptionReader options, Set<String> metrics) {
    String directory = options.text(OPTION);
    if (options.isUsable(OPTION)) {
      new AssetRegistryFiles(directory, metrics)
          .problems()
          .forEach(sentence -> options.refuse(OPTION, directory, sentence));
    }
    return new RegistrySettings(
        directory,
        Durations.parseOrZero(options.as(RegistryOptions.class).getAssetRefresh()),
        metrics);
  }

  /** Reads the registry, once for a batch and again and again for a stream. */
  public LoadRegistry load(boolean isBounded) {
    return load(isBounded, loader());
  }

  /** The same of equipment alone. */
  public LoadRegistry loadEquipment(boolean isBounded) {
    return load(isBounded, equipmentLoader());
  }

  private LoadRegistry load(boolean isBounded, RegistryLoader loader) {
    if (directory == null) {
      return LoadRegistry.none();
    }
    return isBounded ? LoadRegistry.once(loader) : LoadRegistry.every(refresh, loader);
  }

  /** Whether there is a registry. */
  public boolean isGiven() {
    return directory != null;
  }

  /** Reads the registry when it is called. */
  public RegistryLoader loader() {
    return directory == null ? version -> AssetRegistry.EMPTY : files();
  }

  /** The same of equipment alone. */
  public RegistryLoader equipmentLoader() {
    RegistryLoader loader = loader();
    return version -> loader.load(version).ofEquipment();
  }

  private AssetRegistryFiles files() {
    return new AssetRegistryFiles(directory, metrics);
  }

  /** Reads all of the registry; none where there is no registry. */
  public List<Check> checks() {
    String subject = "--%s=%s".formatted(OPTION, directory);
    return directory == null ? List.of() : List.of(new Check(subject, () -> contents(subject)));
  }

  private String contents(String subject) throws IOException {
    List<String> problems = files().problems();
    if (!problems.isEmpty()) {
      throw new FailedCheckException(subject + ": " + String.join(" ", problems));
    }
    return "%s: parses, with %s".formatted(subject, files().load(0).summary());
  }
}
