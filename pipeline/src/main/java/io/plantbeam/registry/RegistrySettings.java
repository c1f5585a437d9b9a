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

/**
 * Where the asset registry is.
 *
 * @param directory null where there is none
 * @param refresh how often a stream reads it again
 */
public record RegistrySettings(String directory, Duration refresh) {
  private static final String OPTION = "assetRegistry";

  /** Reads the options, and all files that they name. */
  public static RegistrySettings read(OptionReader options) {
    String directory = options.text(OPTION);
    if (options.isUsable(OPTION)) {
      AssetRegistryFiles.problems(directory)
          .forEach(sentence -> options.refuse(OPTION, directory, sentence));
    }
    return new RegistrySettings(
        directory, Durations.parseOrZero(options.as(RegistryOptions.class).getAssetRefresh()));
  }

  /** Reads the registry, once for a batch and again and again for a stream. */
  public LoadRegistry load(boolean isBounded) {
    if (directory == null) {
      return LoadRegistry.none();
    }
    return isBounded ? LoadRegistry.once(loader()) : LoadRegistry.every(refresh, loader());
  }

  /** Reads the registry when it is called. */
  public RegistryLoader loader() {
    return directory == null ? version -> AssetRegistry.EMPTY : new AssetRegistryFiles(directory);
  }

  /** Reads all of the registry; none where there is no registry. */
  public List<Check> checks() {
    String subject = "--%s=%s".formatted(OPTION, directory);
    return directory == null ? List.of() : List.of(new Check(subject, () -> contents(subject)));
  }

  private String contents(String subject) throws IOException {
    List<String> problems = AssetRegistryFiles.problems(directory);
    if (!problems.isEmpty()) {
      throw new FailedCheckException(subject + ": " + String.join(" ", problems));
    }
    return "%s: parses, with %s"
        .formatted(subject, new AssetRegistryFiles(directory).load(0).summary());
  }
}
