package io.plantbeam.stores.gcs;

import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpResponseException;
import com.google.api.client.util.DateTime;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.Objects;
import com.google.api.services.storage.model.StorageObject;
import io.plantbeam.stores.object.ClientStore;
import io.plantbeam.stores.object.Clients;
import io.plantbeam.stores.object.ListedStore;
import io.plantbeam.stores.object.ObjectName;
import io.plantbeam.stores.object.Spool;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.beam.sdk.options.PipelineOptions;

/** Google Cloud Storage, by its JSON API. */
public final class GcsStore extends ClientStore<Clients<GcsSettings, Storage>>
    implements ListedStore {

  @Override
  public String scheme() {
    return "gs";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return GcsStoreOptions.class;
  }

  @Override
  protected Clients<GcsSettings, Storage> clients(PipelineOptions options) {
    GcsSettings settings = GcsSettings.of(options);
    return new Clients<>(settings, settings::client, settings::clientOfChecks);
  }

  @Override
  public void put(Spool content, ObjectName name) throws IOException {
    explained(name, "cannot be written", () -> new GcsUpload(clients().work(), name).put(content));
  }

  @Override
  public boolean putIfAbsent(byte[] content, ObjectName name) throws IOException {
    return new GcsUpload(clients().work(), name).putIfAbsent(content);
  }

  @Override
  public void tryToWrite(ObjectName directory) throws IOException {
    explained(
        directory,
        "cannot be written to",
        () -> new GcsUpload(clients().checks(), directory.resolve(".preflight")).tryOut());
  }

  @Override
  protected void askForOne(ObjectName beginning) throws IOException {
    listing(clients().checks(), beginning).setMaxResults(1L).execute();
  }

  @Override
  protected void askFor(ObjectName name) throws IOException {
    head(clients().checks(), name).execute();
  }

  @Override
  protected Optional<String> sentence(ObjectName name, Throwable failure) {
    return GcsFailures.sentence(failure, name, clients().settings());
  }

  @Override
  protected int status(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpResponseException answer) {
        return answer.getStatusCode();
      }
    }
    return 0;
  }

  /** Google forgets them after a week, and does not say which there are. */
  @Override
  public int forgetUnfinished(ObjectName directory, Duration age) {
    return 0;
  }

  @Override
  public Found find(ObjectName name) throws IOException {
    return found(name, head(clients().work(), name).execute());
  }

  private static Storage.Objects.Get head(Storage client, ObjectName name) throws IOException {
    return client.objects().get(name.bucket(), name.key()).setFields("name,size,updated");
  }

  @Override
  public void list(ObjectName beginning, Consumer<Found> each) throws IOException {
    Storage.Objects.List request = listing(clients().work(), beginning);
    Objects page;
    do {
      page = request.execute();
      for (StorageObject object :
          page.getItems() == null ? List.<StorageObject>of() : page.getItems()) {
        each.accept(found(beginning.withKey(object.getName()), object));
      }
      request.setPageToken(page.getNextPageToken());
    } while (page.getNextPageToken() != null);
  }

  private static Storage.Objects.List listing(Storage client, ObjectName beginning)
      throws IOException {
    return client
        .objects()
        .list(beginning.bucket())
        .setPrefix(beginning.key())
        .setFields("items(name,size,updated),nextPageToken");
  }

  private static Found found(ObjectName name, StorageObject object) {
    DateTime updated = object.getUpdated();
    return new Found(
        name, object.getSize().longValueExact(), updated == null ? 0 : updated.getValue());
  }

  @Override
  public InputStream read(ObjectName name, long from) throws IOException {
    Storage.Objects.Get request = clients().work().objects().get(name.bucket(), name.key());
    request.getRequestHeaders().setRange("bytes=%d-".formatted(from));
    // As it is stored, of which the size is known, and not decompressed on the way.
    request.setReturnRawInputStream(true);
    HttpResponse response = request.executeMedia();
    return new FilterInputStream(response.getContent()) {
      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        return in.read(into, offset, length);
      }

      /** Without what was not read yet. */
      @Override
      public void close() throws IOException {
        response.disconnect();
      }
    };
  }

  @Override
  public void delete(ObjectName name) throws IOException {
    try {
      clients().work().objects().delete(name.bucket(), name.key()).execute();
    } catch (IOException e) {
      if (!isMissing(e)) {
        throw e;
      }
    }
  }
}
