package io.plantbeam.registry;

import io.plantbeam.config.LocalFiles;
import io.plantbeam.config.Suggestions;
import io.plantbeam.config.Words;
import io.plantbeam.stores.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.ResourceId;

/** The files of a registry directory; of each kind one or none, but always facilities. */
final class RegistryDirectory {
  private static final List<String> NAMES =
      AssetFile.ALL.stream().map(AssetFile::baseName).toList();

  private final String directory;
  private final Problems problems;
  private final Map<AssetFile, ResourceId> files = new HashMap<>();

  private RegistryDirectory(String directory, Problems problems) {
    this.directory = directory;
    this.problems = problems;
  }

  /** Finds the files; with a problem for each that is missing, there twice, or misnamed. */
  static Map<AssetFile, ResourceId> find(String directory, Problems problems) {
    RegistryDirectory found = new RegistryDirectory(directory, problems);
    try {
      found.find();
    } catch (IOException | IllegalArgumentException e) {
      problems.add(
          "The asset registry \"%s\" cannot be read: %s.".formatted(directory, Problems.clause(e)));
    }
    return found.files;
  }

  private void find() throws IOException {
    Stores.requireAnswer(directory);
    String prefix = directory.endsWith("/") ? directory : directory + "/";
    for (AssetFile kind : AssetFile.ALL) {
      List<ResourceId> candidates = candidates(prefix + kind.baseName());
      if (candidates.size() > 1) {
        problems.add(
            "The asset registry \"%s\" has both %s and %s; allowed is one of them."
                .formatted(
                    directory, candidates.get(0).getFilename(), candidates.get(1).getFilename()));
      } else if (!candidates.isEmpty()) {
        files.put(kind, candidates.get(0));
      } else if (kind == AssetFile.FACILITIES && !exists()) {
        problems.add(
            "The asset registry \"%s\" does not exist; allowed is a directory with facilities and sensors."
                .formatted(directory));
        return;
      } else if (kind == AssetFile.FACILITIES) {
        problems.add(
            "The asset registry \"%1$s\" has no %2$s; allowed is one of %2$s.ndjson, %2$s.json and %2$s.csv."
                .formatted(directory, kind.baseName()));
      }
    }
    checkNames();
  }

  private static List<ResourceId> candidates(String path) throws IOException {
    List<ResourceId> found = new ArrayList<>();
    for (String ending : AssetFile.ENDINGS) {
      if (LocalFiles.isMissing(path + ending)) {
        continue;
      }
      FileSystems.match(path + ending, EmptyMatchTreatment.ALLOW)
          .metadata()
          .forEach(file -> found.add(file.resourceId()));
    }
    return found;
  }

  private boolean exists() throws IOException {
    return !LocalFiles.isMissing(directory)
        && !FileSystems.match(directory, EmptyMatchTreatment.ALLOW).metadata().isEmpty();
  }

  /** A file {@code sensor.csv} would be passed over, and no sensor be known. */
  private void checkNames() throws IOException {
    Path local = LocalFiles.path(directory);
    if (local == null || !Files.isDirectory(local)) {
      return;
    }
    try (Stream<Path> listed = Files.list(local)) {
      listed.map(path -> path.getFileName().toString()).sorted().forEach(this::checkName);
    }
  }

  private void checkName(String name) {
    int dot = name.lastIndexOf('.');
    String base = dot < 0 ? name : name.substring(0, dot);
    String ending = dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
    boolean read =
        NAMES.contains(base) && AssetFile.ENDINGS.contains(name.substring(base.length()));
    if (read || !AssetFile.ENDINGS.contains(ending)) {
      return;
    }
    List<String> closest = Suggestions.closest(base, NAMES);
    if (!closest.isEmpty()) {
      problems.add(
          "The asset registry \"%s\" has a file %s, which is not read; did you mean %s?"
              .formatted(
                  directory,
                  name,
                  Words.either(closest.stream().map(meant -> meant + ending).toList())));
    }
  }
}
