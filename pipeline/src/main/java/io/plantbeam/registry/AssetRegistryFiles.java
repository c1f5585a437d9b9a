package io.plantbeam.registry;

import io.plantbeam.enrich.AssetRegistry;
import io.plantbeam.enrich.Facility;
import io.plantbeam.enrich.RegistryLoader;
import io.plantbeam.enrich.Sensor;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The asset registry in a directory that holds {@code facilities} and {@code sensors}, each as
 * {@code .ndjson}, {@code .json} (an array of objects) or {@code .csv} (with a header).
 *
 * <p>The directory may be of any file system that Beam knows.
 */
public final class AssetRegistryFiles implements RegistryLoader {
  private static final int REPORTED_PROBLEMS = 20;

  private final String directory;

  public AssetRegistryFiles(String directory) {
    this.directory = directory;
  }

  /** What is wrong with a registry, a sentence each, up to 20; empty where it can be loaded. */
  public static List<String> problems(String directory) {
    Problems problems = new Problems(REPORTED_PROBLEMS);
    read(directory, 0, problems);
    return problems.sentences();
  }

  /**
   * @throws IOException with a sentence for each thing that is wrong
   */
  @Override
  public AssetRegistry load(long version) throws IOException {
    Problems problems = new Problems(REPORTED_PROBLEMS);
    AssetRegistry registry = read(directory, version, problems);
    if (!problems.sentences().isEmpty()) {
      throw new IOException(String.join(" ", problems.sentences()));
    }
    return registry;
  }

  private static AssetRegistry read(String directory, long version, Problems problems) {
    RegistryDirectory files = RegistryDirectory.find(directory, problems);
    if (files == null) {
      return AssetRegistry.EMPTY;
    }
    Collection<Facility> facilities =
        unique(
            EntryFile.read(files.facilities(), problems),
            EntryReader::facility,
            Facility::facilityId,
            "facility_id",
            problems);
    Collection<Sensor> sensors =
        unique(
            EntryFile.read(files.sensors(), problems),
            EntryReader::sensor,
            Sensor::sensorId,
            "sensor_id",
            problems);
    return new AssetRegistry(version, facilities, sensors);
  }

  private static <T> Collection<T> unique(
      List<Entry> entries,
      BiFunction<Entry, Problems, T> reader,
      Function<T, String> id,
      String field,
      Problems problems) {
    Map<String, T> byId = new LinkedHashMap<>();
    Map<String, String> places = new LinkedHashMap<>();
    for (Entry entry : entries) {
      T asset = reader.apply(entry, problems);
      if (asset == null) {
        continue;
      }
      String key = id.apply(asset);
      if (byId.putIfAbsent(key, asset) == null) {
        places.put(key, entry.place());
      } else {
        problems.add(
            "%s: %s \"%s\" is there already, in %s; allowed is one entry for each id."
                .formatted(entry.place(), field, key, places.get(key)));
      }
    }
    return byId.values();
  }
}
