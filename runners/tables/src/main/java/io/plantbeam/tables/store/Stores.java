package io.plantbeam.tables.store;

import io.plantbeam.tables.StoreSettings;
import io.plantbeam.tables.TableException;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.aws.s3.S3FileIO;

/** The kinds of stores. */
public final class Stores {
  private Stores() {}

  /**
   * The store of a directory.
   *
   * @throws TableException if none is known for it
   */
  public static Store of(String directory, StoreSettings settings) {
    if (Store.isLocal(directory)) {
      return new LocalStore();
    }
    if (isS3(directory)) {
      return new S3Store(settings);
    }
    if (settings.objects().reaches(directory)) {
      return new ObjectsStore(settings.objects());
    }
    throw unknown(directory);
  }

  /**
   * What a catalog has to be told so that it finds files in the store of a directory.
   *
   * @throws TableException if none is known for it
   */
  public static Map<String, String> ioProperties(String directory, StoreSettings settings) {
    Map<String, String> properties = new HashMap<>();
    if (Store.isLocal(directory)) {
      properties.put(CatalogProperties.FILE_IO_IMPL, LocalFileIO.class.getName());
    } else if (isS3(directory)) {
      properties.put(CatalogProperties.FILE_IO_IMPL, S3FileIO.class.getName());
      properties.putAll(S3Store.properties(settings));
    } else if (settings.objects().reaches(directory)) {
      properties.put(CatalogProperties.FILE_IO_IMPL, ObjectFileIO.class.getName());
      ObjectFileIO.ofCatalogs(settings.objects());
    } else {
      throw unknown(directory);
    }
    return properties;
  }

  private static boolean isS3(String directory) {
    return directory.startsWith("s3://");
  }

  private static TableException unknown(String directory) {
    return new TableException(
        "%s: tables can be in a local directory, or in s3://bucket/path, gs://bucket/path or abfss://container@account.dfs.core.windows.net/path"
            .formatted(directory));
  }
}
