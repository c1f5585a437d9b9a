package io.plantbeam.tables.iceberg;

import io.plantbeam.tables.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.LocationProviders;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;

/** The metadata of one table of a {@link DirectoryCatalog}: one file for each version. */
final class DirectoryOperations implements TableOperations {
  private static final Pattern METADATA = Pattern.compile(".*/v(\\d{1,9})\\.metadata\\.json");
  private static final int NONE = 0;

  private final Store store;
  private final String location;

  private TableMetadata current;
  private int version = NONE;
  private boolean refreshed;

  DirectoryOperations(Store store, String location) {
    this.store = store;
    this.location = location;
  }

  @Override
  public TableMetadata current() {
    return refreshed ? current : refresh();
  }

  @Override
  public TableMetadata refresh() {
    // The metadata of old versions is deleted, the more so by those who commit while this looks.
    while (true) {
      int newest = newest();
      if (newest == NONE || (newest == version && current != null)) {
        refreshed = true;
        return current;
      }
      try {
        current = TableMetadataParser.read(io(), file(newest));
        version = newest;
      } catch (NotFoundException e) {
        if (!exists(newest + 1)) {
          throw e;
        }
      }
    }
  }

  private int newest() {
    int found = Math.max(version, hint());
    if (found == NONE || !exists(found)) {
      found = listed();
    }
    while (exists(found + 1)) {
      found++;
    }
    return found;
  }

  /** Where to begin to look; what is written there can be behind. */
  private int hint() {
    byte[] hint = store.read(hintFile());
    if (hint == null) {
      return NONE;
    }
    try {
      return Integer.parseInt(new String(hint, StandardCharsets.UTF_8).strip());
    } catch (NumberFormatException e) {
      // It is only a hint; the files themselves say which is the newest.
      return NONE;
    }
  }

  private int listed() {
    return store
        .list(location + "/metadata")
        .map(stored -> METADATA.matcher(stored.location()))
        .filter(Matcher::matches)
        .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
        .max()
        .orElse(NONE);
  }

  private boolean exists(int candidate) {
    return io().newInputFile(file(candidate)).exists();
  }

  @Override
  public void commit(TableMetadata base, TableMetadata metadata) {
    if (base != current()) {
      throw new CommitFailedException("Table %s has changed meanwhile", location);
    }
    if (!Objects.equals(metadata.location(), base == null ? location : base.location())) {
      throw new ValidationException("Table %s cannot be moved", location);
    }
    int next = version + 1;
    byte[] content = TableMetadataParser.toJson(metadata).getBytes(StandardCharsets.UTF_8);
    if (!store.putIfAbsent(file(next), content)) {
      refreshed = false;
      throw new CommitFailedException("Version %d of table %s is there already", next, location);
    }
    refreshed = false;
    store.put(hintFile(), String.valueOf(next).getBytes(StandardCharsets.UTF_8));
    CatalogUtil.deleteRemovedMetadataFiles(io(), base, metadata);
  }

  private String file(int ofVersion) {
    return "%s/metadata/v%d.metadata.json".formatted(location, ofVersion);
  }

  private String hintFile() {
    return location + "/metadata/version-hint.text";
  }

  @Override
  public FileIO io() {
    return store.io();
  }

  @Override
  public String metadataFileLocation(String fileName) {
    return location + "/metadata/" + fileName;
  }

  @Override
  public LocationProvider locationProvider() {
    return LocationProviders.locationsFor(location, current().properties());
  }
}
