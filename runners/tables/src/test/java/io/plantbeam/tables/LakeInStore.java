package io.plantbeam.tables;

import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.plantbeam.servers.AzureServer;
import io.plantbeam.stores.Stores;
import io.plantbeam.stores.object.ListedStore;
import io.plantbeam.stores.object.ObjectName;
import io.plantbeam.stores.object.Spool;
import io.plantbeam.testing.GcsServer;
import io.plantbeam.testing.SharedAzure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A bucket for a lake and its table in a store that the program reaches, and the same files on a
 * disk, where tests read them.
 */
final class LakeInStore implements TestPlace {
  private final String bucket;
  private final Path directory;
  private final Map<String, String> options;
  private final AutoCloseable server;
  private final Set<String> sent = new HashSet<>();

  private LakeInStore(
      String bucket, Path folder, Map<String, String> options, AutoCloseable server) {
    this.bucket = bucket;
    this.directory = folder.resolve("lake");
    this.options = options;
    this.server = server;
  }

  /** In a server of Google's protocol. */
  static LakeInStore google(Path folder) throws IOException {
    GcsServer server = new GcsServer();
    server.create("plant");
    return new LakeInStore(
        "gs://plant",
        folder,
        Map.of(
            "gcsEndpoint",
            server.url(),
            "gcsCredentials",
            secret(folder, "account.json", server.serviceAccount())),
        server);
  }

  /** In Azurite. */
  static LakeInStore azure(Path folder) throws IOException {
    String container = "test-" + UUID.randomUUID();
    new BlobServiceClientBuilder()
        .endpoint("%s/%s".formatted(SharedAzure.server().url(), AzureServer.ACCOUNT))
        .credential(new StorageSharedKeyCredential(AzureServer.ACCOUNT, AzureServer.ACCOUNT_KEY))
        .buildClient()
        .createBlobContainer(container);
    return new LakeInStore(
        "abfss://%s@%s.dfs.core.windows.net".formatted(container, AzureServer.ACCOUNT),
        folder,
        Map.of(
            "azureEndpoint",
            SharedAzure.server().url(),
            "azureAccountKey",
            secret(folder, "key", AzureServer.ACCOUNT_KEY)),
        () -> {});
  }

  private static String secret(Path folder, String name, String value) throws IOException {
    return "secret:file:" + Files.writeString(folder.resolve(name), value);
  }

  @Override
  public TestLake lake() {
    return new TestLake(bucket + "/lake", directory);
  }

  @Override
  public String warehouse() {
    return bucket + "/warehouse";
  }

  /** The paths of the objects of the lake that are files of readings, sorted. */
  List<String> files() throws IOException {
    Stores.open(options);
    String beginning = bucket + "/lake/";
    return new Objects()
        .list(beginning).stream()
            .map(object -> object.location().substring(beginning.length()))
            .filter(path -> path.endsWith(".parquet") && !path.startsWith("_"))
            .sorted()
            .toList();
  }

  /** Sends what it has not sent yet. */
  @Override
  public void adopt() {
    adopt(Integer.MAX_VALUE);
  }

  /** The same up to so many files in all. */
  synchronized void adopt(int files) {
    // The pipeline that wrote the files has options of its own.
    Stores.open(options);
    try {
      for (String path : lake().files()) {
        if (sent.size() < files && sent.add(path)) {
          Stores.write(
              "%s/lake/%s".formatted(bucket, path), Files.readAllBytes(directory.resolve(path)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public StoreSettings settings() {
    return new StoreSettings(null, null, null, null, null, null, new Objects());
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** As the program has it. */
  private static final class Objects implements ObjectAccess {
    private static ListedStore store(String location) {
      return (ListedStore) Stores.of(location).orElseThrow();
    }

    @Override
    public boolean reaches(String location) {
      return Stores.of(location).filter(ListedStore.class::isInstance).isPresent();
    }

    @Override
    public List<StoredObject> list(String beginning) throws IOException {
      List<StoredObject> objects = new ArrayList<>();
      store(beginning)
          .list(
              ObjectName.of(beginning),
              found ->
                  objects.add(
                      new StoredObject(
                          found.name().toString(), found.bytes(), found.modifiedMillis())));
      return objects;
    }

    @Override
    public SeekableByteChannel open(String location) throws IOException {
      return (SeekableByteChannel) Stores.open(location);
    }

    @Override
    public OutputStream create(String location) {
      return new ByteArrayOutputStream() {
        @Override
        public void close() throws IOException {
          try (Spool spool = new Spool()) {
            spool.write(ByteBuffer.wrap(toByteArray()));
            Stores.put(spool, location);
          }
        }
      };
    }

    @Override
    public boolean putIfAbsent(String location, byte[] content) throws IOException {
      return store(location).putIfAbsent(content, ObjectName.of(location));
    }

    @Override
    public void delete(String location) throws IOException {
      Stores.delete(List.of(location));
    }
  }
}
