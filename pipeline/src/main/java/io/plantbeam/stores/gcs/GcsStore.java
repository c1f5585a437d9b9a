package io.plantbeam.stores.gcs;

import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpResponseException;
import com.google.api.client.util.DateTime;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.Objects;
import com.google.api.services.storage.model.StorageObject;
import io.plantbeam.stores.object.ListedStore;
import io.plantbeam.stores.object.ObjectName;
import io.plantbeam.stores.object.Spool;
import io.plantbeam.stores.object.StoreFailures;
import io.plantbeam.stores.object.StoreSettingsException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Google Cloud Storage, by its JSON API. */
public final class GcsStore implements ListedStore {
  private Clients clients;

  @Override
  public String scheme() {
    return "gs";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return GcsStoreOptions.class;
  }

  @Override
  public synchronized void configure(PipelineOptions options) {
    try {
      clients = new Clients(GcsSettings.of(options), null);
    } catch (StoreSettingsException e) {
      // Whoever checks the options says so; what is opened before fails with the same sentence.
      clients = new Clients(new GcsSettings(null, null), e);
    }
  }

  private synchronized Clients clients() {
    if (clients == null) {
      configure(PipelineOptionsFactory.create());
    }
    return clients;
  }

  @Override
  public void put(Spool content, ObjectName name) throws IOException {
    try {
      new GcsUpload(clients().work(), name).put(content);
    } catch (IOException | RuntimeException e) {
      throw explained(name, "cannot be written", e);
    }
  }

  @Override
  public void tryToWrite(ObjectName directory) throws IOException {
    try {
      new GcsUpload(clients().checks(), directory.resolve(".preflight")).tryOut();
    } catch (IOException | RuntimeException e) {
      throw explained(directory, "cannot be written to", e);
    }
  }

  private IOException explained(ObjectName name, String what, Exception failure) {
    return new IOException("%s %s: %s".formatted(name, what, sentence(name, failure)), failure);
  }

  private String sentence(ObjectName name, Exception failure) {
    return explain(name, failure).orElse(StoreFailures.oneLine(failure.getMessage()));
  }

  @Override
  public Optional<String> problemWith(ObjectName name) {
    try {
      listing(clients().checks(), name.withKey(name.keyBeforeWildcards()))
          .setMaxResults(1L)
          .execute();
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      return isBusy(e) || mayReadThisOne(name, e)
          ? Optional.empty()
          : Optional.of(sentence(name, e));
    }
  }

  /** Then there is nothing wrong but that it takes patience. */
  private static boolean isBusy(Throwable failure) {
    return status(failure) >= 500;
  }

  /** Whoever may not list a bucket may still read an object whose name is known. */
  private boolean mayReadThisOne(ObjectName name, Throwable listing) {
    if (status(listing) != 403 || name.key().isEmpty() || name.isPattern()) {
      return false;
    }
    try {
      head(clients().checks(), name).execute();
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  @Override
  public Optional<String> explain(ObjectName name, Throwable failure) {
    return GcsFailures.sentence(failure, name, clients().settings);
  }

  @Override
  public boolean isMissing(Throwable failure) {
    return status(failure) == 404;
  }

  @Override
  public boolean mayPass(Throwable failure) {
    return StoreFailures.mayPass(status(failure), failure);
  }

  /** 0 where there was no answer. */
  private static int status(Throwable failure) {
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

  /** Made when they are first needed: most jobs need none. */
  private static final class Clients {
    private final GcsSettings settings;
    private final StoreSettingsException problem;
    private Storage work;
    private Storage checks;

    private Clients(GcsSettings settings, StoreSettingsException problem) {
      this.settings = settings;
      this.problem = problem;
    }

    private synchronized Storage work() {
      requireSettings();
      if (work == null) {
        work = settings.client();
      }
      return work;
    }

    private synchronized Storage checks() {
      requireSettings();
      if (checks == null) {
        checks = settings.clientOfChecks();
      }
      return checks;
    }

    private void requireSettings() {
      if (problem != null) {
        throw problem;
      }
    }
  }
}
