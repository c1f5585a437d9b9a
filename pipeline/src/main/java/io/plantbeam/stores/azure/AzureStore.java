package io.plantbeam.stores.azure;

import com.azure.core.exception.HttpResponseException;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.ConsistentReadControl;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlobInputStreamOptions;
import io.plantbeam.stores.object.ClientStore;
import io.plantbeam.stores.object.ListedStore;
import io.plantbeam.stores.object.ObjectName;
import io.plantbeam.stores.object.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Azure's storage accounts, with a hierarchical namespace or without. Both answer at the address of
 * blobs; the other address renames files, which nobody needs here.
 */
public final class AzureStore extends ClientStore<AzureStore.Accounts> implements ListedStore {
  /** How much one request reads; as much is in memory for each file that is open. */
  private static final int READ_BYTES = 8 << 20;

  /** What Azure gives at most. */
  private static final int PAGE = 5000;

  /** By which an account with a hierarchical namespace marks a directory. */
  private static final String IS_DIRECTORY = "hdi_isfolder";

  @Override
  public String scheme() {
    return "abfss";
  }

  @Override
  public Set<String> otherSchemes() {
    return Set.of("abfs", "wasb", "wasbs", "azfs");
  }

  @Override
  public String form() {
    return "abfss://CONTAINER@ACCOUNT.dfs.core.windows.net/PATH";
  }

  @Override
  public boolean isBucket(String bucket) {
    return AzurePlace.isOne(bucket);
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return AzureStoreOptions.class;
  }

  @Override
  protected Accounts clients(PipelineOptions options) {
    return new Accounts(AzureSettings.of(options));
  }

  @Override
  public void put(Spool content, ObjectName name) throws IOException {
    explained(
        name,
        "cannot be written",
        () -> new AzureUpload(blob(clients().work(name), name).getBlockBlobClient()).put(content));
  }

  @Override
  public boolean putIfAbsent(byte[] content, ObjectName name) {
    return new AzureUpload(blob(clients().work(name), name).getBlockBlobClient())
        .putIfAbsent(content);
  }

  @Override
  public void tryToWrite(ObjectName directory) throws IOException {
    ObjectName tried = directory.resolve(".preflight");
    explained(
        directory,
        "cannot be written to",
        () -> new AzureUpload(blob(clients().checks(tried), tried).getBlockBlobClient()).tryOut());
  }

  @Override
  protected void askForOne(ObjectName beginning) {
    container(clients().checks(beginning), beginning)
        .listBlobs(new ListBlobsOptions().setPrefix(beginning.key()).setMaxResultsPerPage(1), null)
        .stream()
        .limit(1)
        .forEach(any -> {});
  }

  @Override
  protected void askFor(ObjectName name) {
    blob(clients().checks(name), name).getProperties();
  }

  @Override
  protected Optional<String> sentence(ObjectName name, Throwable failure) {
    return AzureFailures.sentence(failure, name, clients().settings);
  }

  @Override
  protected int status(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpResponseException answer && answer.getResponse() != null) {
        return answer.getResponse().getStatusCode();
      }
    }
    return 0;
  }

  /** Azure forgets them after a week, and does not say of which there are. */
  @Override
  public int forgetUnfinished(ObjectName directory, Duration age) {
    return 0;
  }

  @Override
  public Found find(ObjectName name) {
    BlobProperties properties = blob(clients().work(name), name).getProperties();
    return new Found(name, properties.getBlobSize(), millis(properties.getLastModified()));
  }

  @Override
  public void list(ObjectName beginning, Consumer<Found> each) {
    list(beginning, PAGE, each);
  }

  /** With so many of a page at most. */
  void list(ObjectName beginning, int page, Consumer<Found> each) {
    ListBlobsOptions options =
        new ListBlobsOptions()
            .setPrefix(beginning.key())
            .setMaxResultsPerPage(page)
            .setDetails(new BlobListDetails().setRetrieveMetadata(true));
    for (BlobItem item : container(clients().work(beginning), beginning).listBlobs(options, null)) {
      Map<String, String> metadata = item.getMetadata();
      if (metadata == null || !"true".equalsIgnoreCase(metadata.get(IS_DIRECTORY))) {
        each.accept(
            new Found(
                beginning.withKey(item.getName()),
                item.getProperties().getContentLength(),
                millis(item.getProperties().getLastModified())));
      }
    }
  }

  private static long millis(OffsetDateTime time) {
    return time == null ? 0 : time.toInstant().toEpochMilli();
  }

  @Override
  public InputStream read(ObjectName name, long from) {
    return blob(clients().reads(name), name)
        .openInputStream(
            new BlobInputStreamOptions()
                .setRange(new BlobRange(from))
                .setBlockSize(READ_BYTES)
                .setConsistentReadControl(ConsistentReadControl.ETAG));
  }

  @Override
  public void delete(ObjectName name) {
    blob(clients().work(name), name).deleteIfExists();
  }

  private static BlobContainerClient container(BlobServiceClient client, ObjectName name) {
    return client.getBlobContainerClient(AzurePlace.of(name.bucket()).container());
  }

  private static BlobClient blob(BlobServiceClient client, ObjectName name) {
    return container(client, name).getBlobClient(name.key());
  }

  /** The clients of each account, made when they are first needed: most jobs need none. */
  static final class Accounts {
    private final AzureSettings settings;
    private final Map<AzurePlace, BlobServiceClient> work = new ConcurrentHashMap<>();
    private final Map<AzurePlace, BlobServiceClient> reads = new ConcurrentHashMap<>();
    private final Map<AzurePlace, BlobServiceClient> checks = new ConcurrentHashMap<>();

    private Accounts(AzureSettings settings) {
      this.settings = settings;
    }

    private BlobServiceClient work(ObjectName name) {
      return work.computeIfAbsent(AzurePlace.of(name.bucket()), settings::client);
    }

    private BlobServiceClient reads(ObjectName name) {
      return reads.computeIfAbsent(AzurePlace.of(name.bucket()), settings::clientOfReads);
    }

    private BlobServiceClient checks(ObjectName name) {
      return checks.computeIfAbsent(AzurePlace.of(name.bucket()), settings::clientOfChecks);
    }
  }
}
