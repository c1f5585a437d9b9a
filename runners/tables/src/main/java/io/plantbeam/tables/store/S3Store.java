package io.plantbeam.tables.store;

import io.plantbeam.tables.StoreSettings;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.iceberg.aws.s3.S3FileIO;
import org.apache.iceberg.io.FileIO;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A store that speaks S3. */
final class S3Store implements Store {
  /** Few of them look at it, but every request is signed with one. */
  private static final String REGION_OF_OTHER_STORES = "us-east-1";

  private static final int ALREADY_THERE = 412;

  /** Another writer is making a file of the same name. */
  private static final int CONFLICT = 409;

  private final S3FileIO io = new S3FileIO();

  S3Store(StoreSettings settings) {
    io.initialize(properties(settings));
  }

  /** Iceberg's properties of its access to S3. */
  static Map<String, String> properties(StoreSettings settings) {
    Map<String, String> properties = new HashMap<>();
    boolean other = settings.s3Endpoint() != null;
    properties.put("s3.client-factory-impl", S3Clients.class.getName());
    properties.put("http-client.type", "apache");
    put(properties, "s3.endpoint", settings.s3Endpoint());
    put(
        properties,
        "client.region",
        settings.s3Region() == null && other ? REGION_OF_OTHER_STORES : settings.s3Region());
    properties.put(
        "s3.path-style-access",
        String.valueOf(settings.s3PathStyle() == null ? other : settings.s3PathStyle()));
    put(properties, "s3.access-key-id", settings.s3AccessKey());
    put(properties, "s3.secret-access-key", settings.s3SecretKey());
    put(properties, "s3.session-token", settings.s3SessionToken());
    return properties;
  }

  private static void put(Map<String, String> properties, String name, String value) {
    if (value != null) {
      properties.put(name, value);
    }
  }

  @Override
  public FileIO io() {
    return io;
  }

  @Override
  public Stream<StoredFile> list(String directory) {
    return StreamSupport.stream(io.listPrefix(directory + "/").spliterator(), false)
        .map(file -> new StoredFile(file.location(), file.size(), file.createdAtMillis()));
  }

  @Override
  public boolean putIfAbsent(String location, byte[] content) {
    // There are stores that pass over the condition below.
    if (io.newInputFile(location).exists()) {
      return false;
    }
    int slash = location.indexOf('/', "s3://".length());
    try {
      io.client()
          .putObject(
              request ->
                  request
                      .bucket(location.substring("s3://".length(), slash))
                      .key(location.substring(slash + 1))
                      .ifNoneMatch("*"),
              RequestBody.fromBytes(content));
      return true;
    } catch (S3Exception e) {
      if (e.statusCode() == ALREADY_THERE || e.statusCode() == CONFLICT) {
        // An answer that was lost is asked for again, and then this is the file that was made.
        return Arrays.equals(content, read(location));
      }
      throw e;
    }
  }

  @Override
  public void close() {
    io.close();
  }
}
