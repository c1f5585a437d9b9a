package io.plantbeam.tables.delta;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plantbeam.tables.lake.Footer;
import io.plantbeam.tables.lake.LakeFile;
import io.plantbeam.tables.lake.LakeFile.Partition;
import io.plantbeam.tables.lake.LakeFolders;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;

/**
 * The lines of one commit, as the <a
 * href="https://github.com/delta-io/delta/blob/master/PROTOCOL.md">protocol</a> has them.
 */
final class DeltaActions {
  /** Versions of the protocol that need nothing of readers and writers. */
  static final int READER_VERSION = 1;

  static final int WRITER_VERSION = 2;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final StringBuilder lines = new StringBuilder();

  /** Begins with what is done, for people. */
  DeltaActions(String operation, long nowMillis) {
    ObjectNode action = JSON.createObjectNode();
    action
        .putObject("commitInfo")
        .put("timestamp", nowMillis)
        .put("operation", operation)
        .put("engineInfo", "Plantbeam")
        .putObject("operationParameters");
    add(action);
  }

  void protocol() {
    ObjectNode action = JSON.createObjectNode();
    action
        .putObject("protocol")
        .put("minReaderVersion", READER_VERSION)
        .put("minWriterVersion", WRITER_VERSION);
    add(action);
  }

  void metadata(DeltaMetadata metadata) {
    ObjectNode action = JSON.createObjectNode();
    ObjectNode content = action.putObject("metaData").put("id", metadata.id());
    if (metadata.name() != null) {
      content.put("name", metadata.name());
    }
    content.putObject("format").put("provider", "parquet").putObject("options");
    content.put("schemaString", metadata.schema());
    content.putPOJO("partitionColumns", metadata.partitionColumns());
    content.putPOJO("configuration", metadata.configuration());
    content.put("createdTime", metadata.createdMillis());
    add(action);
  }

  /**
   * @param changesRows false where the same rows leave with other files
   */
  void add(LakeFile file, Footer footer, boolean changesRows) {
    ObjectNode action = JSON.createObjectNode();
    ObjectNode content = action.putObject("add").put("path", encode(file.path()));
    putPartition(content, file.partition());
    content
        .put("size", file.bytes())
        .put("modificationTime", file.modifiedMillis())
        .put("dataChange", changesRows)
        .put("stats", DeltaStats.of(footer));
    add(action);
  }

  /**
   * @param changesRows false where the same rows come with other files
   */
  void remove(String path, long bytes, long nowMillis, boolean changesRows) {
    ObjectNode action = JSON.createObjectNode();
    ObjectNode content =
        action
            .putObject("remove")
            .put("path", encode(path))
            .put("deletionTimestamp", nowMillis)
            .put("dataChange", changesRows)
            .put("extendedFileMetadata", true);
    putPartition(content, LakeFolders.require(path));
    content.put("size", bytes);
    add(action);
  }

  private static void putPartition(ObjectNode content, Partition partition) {
    content
        .putObject("partitionValues")
        .put(LakeFolders.FACILITY, partition.facilityId())
        .put(LakeFolders.SENSOR_TYPE, partition.sensorType())
        .put(LakeFolders.DATE, partition.date().toString());
  }

  private void add(ObjectNode action) {
    lines.append(action).append('\n');
  }

  byte[] bytes() {
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The protocol has paths as URIs; so the {@code %} of a folder's name is {@code %25}. */
  static String encode(String path) {
    try {
      return new URI(null, null, path, null).getRawPath();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(path, e);
    }
  }

  static String decode(String path) {
    URI uri = URI.create(path);
    return uri.getScheme() == null || uri.getScheme().equals("file")
        ? uri.getPath()
        : "%s://%s%s".formatted(uri.getScheme(), uri.getAuthority(), uri.getPath());
  }
}
