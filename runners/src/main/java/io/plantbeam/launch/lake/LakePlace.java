package io.plantbeam.launch.lake;

import io.plantbeam.config.FileUris;
import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.ServerUnavailableException;
import io.plantbeam.lake.store.LakeDirectory;
import io.plantbeam.stores.Stores;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the lake is, and how it is reached: what all commands on a lake have in common. */
public final class LakePlace {
  @Option(
      names = "--lake",
      paramLabel = "DIR",
      required = true,
      description =
          "Directory of the lake, which is the folder readings of a job's --output: local, or in an"
              + " object store, such as s3://bucket/out/readings.")
  private String directory;

  @Mixin private final StoreOptions stores = new StoreOptions();

  /** As it was given. */
  public String directory() {
    return directory;
  }

  /** How object stores are reached. */
  public StoreOptions stores() {
    return stores;
  }

  /**
   * Makes its store known to this process, and asks whether it is there.
   *
   * @throws InvalidOptionsException if an option is wrong
   * @throws ServerUnavailableException if the store does not answer, or refuses
   */
  public void openStore() {
    stores.open();
    FileUris.problem(directory)
        .ifPresent(
            rule -> {
              throw wrong(rule);
            });
    requireAnswer("--lake", directory);
  }

  /**
   * Asks an object store whether a directory can be read there; does nothing where it is local.
   *
   * @param option that names it
   * @throws ServerUnavailableException if the store does not answer, or refuses
   */
  public void requireAnswer(String option, String place) {
    try {
      Stores.requireAnswer(place);
    } catch (IOException e) {
      throw new ServerUnavailableException("%s=%s: %s".formatted(option, place, e.getMessage()), e);
    }
  }

  /**
   * The lake, with what of {@link #openStore} has to be done before.
   *
   * @throws InvalidOptionsException where there is none
   */
  LakeDirectory open() throws IOException {
    openStore();
    LakeDirectory lake = LakeDirectory.of(directory);
    if (lake.list("").isEmpty()) {
      throw wrong("has no file; allowed is the directory of a lake, such as out/readings");
    }
    boolean isOutput =
        lake.list("readings/").stream().anyMatch(file -> file.path().endsWith(".parquet"));
    if (isOutput) {
      throw wrong(
          "is the output of a job, and its lake is %sreadings; give that one".formatted(lake));
    }
    return lake;
  }

  private InvalidOptionsException wrong(String rule) {
    return new InvalidOptionsException(List.of("--lake=%s: %s".formatted(directory, rule)));
  }
}
