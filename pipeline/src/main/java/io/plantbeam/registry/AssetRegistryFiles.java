package io.plantbeam.registry;

import io.plantbeam.config.Suggestions;
import io.plantbeam.enrich.AssetRegistry;
import io.plantbeam.enrich.Equipment;
import io.plantbeam.enrich.Facility;
import io.plantbeam.enrich.ProductionLine;
import io.plantbeam.enrich.RegistryLoader;
import io.plantbeam.enrich.Sensor;
import io.plantbeam.maintenance.MaintenanceEntry;
import io.plantbeam.registry.condition.Conditions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * The asset registry in a directory that holds {@code facilities} and any of {@code lines}, {@code
 * classes}, {@code equipment}, {@code sensors} and {@code maintenance}, each as {@code .ndjson},
 * {@code .json} (an array of objects) or {@code .csv} (with a header).
 *
 * <p>The directory may be of any file system that Beam knows.
 */
public final class AssetRegistryFiles implements RegistryLoader {
  private static final long serialVersionUID = 1;

  private static final int REPORTED_PROBLEMS = 20;

  private final String directory;

  /** Null where every name may be a metric. */
  private final Set<String> metrics;

  /** A registry whose conditions may be over any metrics. */
  public AssetRegistryFiles(String directory) {
    this(directory, null);
  }

  /**
   * A registry.
   *
   * @param metrics that conditions of states may be over; null where any may be
   */
  public AssetRegistryFiles(String directory, Set<String> metrics) {
    this.directory = directory;
    this.metrics = metrics == null ? null : new TreeSet<>(metrics);
  }

  /** What is wrong with a registry, a sentence each, up to 20; empty where it can be loaded. */
  public List<String> problems() {
    Problems problems = new Problems(REPORTED_PROBLEMS);
    new Reading(directory, metrics, problems).registry(0);
    return problems.sentences();
  }

  /** The same of one whose conditions may be over any metrics. */
  public static List<String> problems(String directory) {
    return new AssetRegistryFiles(directory).problems();
  }

  /**
   * @throws IOException with a sentence for each thing that is wrong
   */
  @Override
  public AssetRegistry load(long version) throws IOException {
    Problems problems = new Problems(REPORTED_PROBLEMS);
    AssetRegistry registry = new Reading(directory, metrics, problems).registry(version);
    if (!problems.sentences().isEmpty()) {
      throw new IOException(String.join(" ", problems.sentences()));
    }
    return registry;
  }

  /** One reading of all files. */
  private static final class Reading {
    private final Problems problems;
    private final Conditions conditions;
    private final Map<AssetFile, ResourceId> files;

    /** What tells entries of one asset from those of others. */
    private record Key(String facilityId, String id) {}

    Reading(String directory, Set<String> metrics, Problems problems) {
      this.problems = problems;
      conditions = new Conditions(metrics);
      files = RegistryDirectory.find(directory, problems);
    }

    AssetRegistry registry(long version) {
      List<Facility> facilities =
          assets(
              AssetFile.FACILITIES,
              EntryReader::facility,
              facility -> new Key(null, facility.facilityId()),
              null);
      Set<String> known = facilities.stream().map(Facility::facilityId).collect(Collectors.toSet());
      List<ProductionLine> lines =
          assets(
              AssetFile.LINES,
              EntryReader::line,
              line -> new Key(line.facilityId(), line.lineId()),
              known);
      Map<String, StateFields.Given> classes = new HashMap<>();
      assets(
              AssetFile.CLASSES,
              fields -> EntryReader.equipmentClass(fields, conditions),
              ofClass -> new Key(null, ofClass.getKey()),
              null)
          .forEach(ofClass -> classes.put(ofClass.getKey(), ofClass.getValue()));
      List<Equipment> equipment =
          assets(
              AssetFile.EQUIPMENT,
              fields -> EntryReader.equipment(fields, conditions, classes),
              machine -> new Key(machine.facilityId(), machine.equipmentId()),
              known);
      List<Sensor> sensors =
          assets(
              AssetFile.SENSORS,
              EntryReader::sensor,
              sensor -> new Key(sensor.facilityId(), sensor.sensorId()),
              known);
      if (!problems.sentences().isEmpty()) {
        return AssetRegistry.EMPTY;
      }
      AssetRegistry assets = new AssetRegistry(version, facilities, lines, equipment, sensors);
      List<MaintenanceEntry> maintenance = maintenance(assets);
      return problems.sentences().isEmpty()
          ? new AssetRegistry(version, facilities, lines, equipment, sensors, maintenance)
          : AssetRegistry.EMPTY;
    }

    /**
     * @param facilities those that an entry may name; null where entries are facilities themselves
     */
    private <T> List<T> assets(
        AssetFile kind,
        Function<Fields, T> reader,
        Function<T, Key> keyOf,
        Collection<String> facilities) {
      List<T> assets = new ArrayList<>();
      if (!files.containsKey(kind)) {
        return assets;
      }
      Map<Key, Entry> entries = new HashMap<>();
      for (Entry entry : EntryFile.read(kind, files.get(kind), problems)) {
        if (problems.isFull()) {
          return assets;
        }
        Fields fields = new Fields(entry, problems);
        T asset = reader.apply(fields);
        if (asset == null) {
          continue;
        }
        Key key = keyOf.apply(asset);
        if (key.facilityId() != null && !facilities.contains(key.facilityId())) {
          fields.sentence(unknownFacility(key.facilityId(), facilities));
        }
        Entry twin = entries.putIfAbsent(key, entry);
        if (twin != null) {
          fields.sentence(twice(kind, key, twin));
        }
        assets.add(asset);
      }
      return assets;
    }

    private List<MaintenanceEntry> maintenance(AssetRegistry assets) {
      List<MaintenanceEntry> maintenance = new ArrayList<>();
      if (files.containsKey(AssetFile.MAINTENANCE)) {
        KnownAssets known = new KnownAssets(assets);
        for (Entry entry :
            EntryFile.read(AssetFile.MAINTENANCE, files.get(AssetFile.MAINTENANCE), problems)) {
          MaintenanceEntry work = new MaintenanceFields(new Fields(entry, problems), known).read();
          if (work != null) {
            maintenance.add(work);
          }
        }
      }
      return maintenance;
    }

    private String unknownFacility(String facilityId, Collection<String> facilities) {
      List<String> closest = Suggestions.closest(facilityId, facilities);
      return "facility_id is \"%s\", which %s does not have%s"
          .formatted(
              facilityId,
              files.containsKey(AssetFile.FACILITIES)
                  ? files.get(AssetFile.FACILITIES).getFilename()
                  : AssetFile.FACILITIES.baseName(),
              closest.isEmpty() ? "." : Suggestions.question("", closest));
    }

    private static String twice(AssetFile kind, Key key, Entry twin) {
      return "%s \"%s\"%s is there already, in %s; allowed is one entry for each id%s."
          .formatted(
              kind.neededColumn(),
              key.id(),
              key.facilityId() == null ? "" : " of facility \"%s\"".formatted(key.facilityId()),
              twin.place(),
              key.facilityId() == null ? "" : " of a facility");
    }
  }
}
