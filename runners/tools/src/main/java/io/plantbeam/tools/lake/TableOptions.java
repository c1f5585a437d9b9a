package io.plantbeam.tools.lake;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.PropertiesFile;
import io.plantbeam.launch.lake.LakePlace;
import io.plantbeam.launch.lake.StoreOptions;
import io.plantbeam.tables.LakeTable;
import io.plantbeam.tables.StoreSettings;
import io.plantbeam.tables.TableSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which table is made of a lake. */
final class TableOptions {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Format of the table of the lake: iceberg or delta.")
  private String format;

  @Option(
      names = "--catalog",
      paramLabel = "PLACE",
      description =
          "Iceberg: where tables are found by name. A directory (local, or of an object store,"
              + " such as s3://bucket/path), which is a Hadoop catalog; an address of a REST catalog (https://…); or of a database"
              + " (jdbc:…).")
  private String catalog;

  @Option(
      names = "--warehouse",
      paramLabel = "DIR",
      description =
          "Iceberg: directory for metadata, where the catalog is a database; the name of a warehouse"
              + " at a REST catalog that has several.")
  private String warehouse;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      defaultValue = "plantbeam.readings",
      description = "Iceberg: the table, with its namespace (default: ${DEFAULT-VALUE}).")
  private String table;

  @Option(
      names = "--catalogConfig",
      paramLabel = "FILE",
      description =
          "Iceberg: further properties of the catalog, such as token or jdbc.password; a value can be"
              + " secret:env:NAME or secret:file:PATH.")
  private String catalogConfig;

  /** Whether a table is named at all. */
  boolean isGiven() {
    return format != null || catalog != null;
  }

  /**
   * Opens the table, which need not be there; its store is that of the lake.
   *
   * @param problems of other options; those of these are added
   * @throws InvalidOptionsException if there are any
   */
  LakeTable open(LakePlace lake, List<String> problems) {
    TablesLibrary library = TablesLibrary.load();
    List<String> all = new ArrayList<>(problems);
    String allowed = String.join(", ", library.formats());
    if (format == null) {
      all.add("--format is missing; allowed are %s.".formatted(allowed));
    } else if (!library.formats().contains(format)) {
      all.add("--format=%s: allowed are %s.".formatted(format, allowed));
    }
    Map<String, String> properties = properties(all);
    if (!all.isEmpty()) {
      throw new InvalidOptionsException(all);
    }
    if (catalog != null) {
      lake.requireAnswer("--catalog", catalog);
    }
    if (warehouse != null) {
      lake.requireAnswer("--warehouse", warehouse);
    }
    return library.open(
        format,
        new TableSettings(
            lake.directory(),
            catalog,
            warehouse,
            table,
            properties,
            settings(lake.stores()),
            ReadingColumns.all()));
  }

  private static StoreSettings settings(StoreOptions stores) {
    Map<String, String> given = stores.given();
    String pathStyle = given.get("s3PathStyle");
    return new StoreSettings(
        given.get("s3Endpoint"),
        given.get("s3Region"),
        pathStyle == null ? null : Boolean.valueOf(pathStyle),
        stores.secret("s3AccessKey"),
        stores.secret("s3SecretKey"),
        stores.secret("s3SessionToken"),
        new StoreObjects());
  }

  private Map<String, String> properties(List<String> problems) {
    if (catalogConfig == null) {
      return Map.of();
    }
    try {
      return PropertiesFile.load(catalogConfig);
    } catch (IllegalArgumentException e) {
      problems.add("--catalogConfig=%s.".formatted(e.getMessage()));
      return Map.of();
    }
  }
}
