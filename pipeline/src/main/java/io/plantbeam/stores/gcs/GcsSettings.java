package io.plantbeam.stores.gcs;

import com.google.api.client.http.HttpBackOffIOExceptionHandler;
import com.google.api.client.http.HttpBackOffUnsuccessfulResponseHandler;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.HttpUnsuccessfulResponseHandler;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.client.util.ExponentialBackOff;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.StorageScopes;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.GoogleCredentials;
import io.plantbeam.stores.object.StoreFailures;
import io.plantbeam.stores.object.StoreSecrets;
import io.plantbeam.stores.object.StoreSettingsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * How Google Cloud Storage is reached.
 *
 * @param endpoint null for Google's own
 * @param credentials JSON; null where they are not given
 */
record GcsSettings(String endpoint, String credentials) {
  private static final String GOOGLE = "https://storage.googleapis.com";
  private static final HttpTransport TRANSPORT = new NetHttpTransport();
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(60);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

  /** With the pauses between them, longer than Google takes to make room for more. */
  private static final int RETRIES = 10;

  /** For a check, somebody waits. */
  private static final int RETRIES_OF_CHECKS = 1;

  /**
   * Reads the options, without asking a server.
   *
   * @throws StoreSettingsException if they do not lead there
   */
  static GcsSettings of(PipelineOptions options) {
    GcsStoreOptions gcs = options.as(GcsStoreOptions.class);
    String endpoint = gcs.getGcsEndpoint();
    return new GcsSettings(
        endpoint == null || endpoint.isEmpty() ? null : endpoint.replaceFirst("/+$", ""),
        StoreSecrets.get(options, "gcsCredentials", gcs.getGcsCredentials()));
  }

  /** A client for work, which has the patience that a crowded store asks for. */
  Storage client() {
    return client(RETRIES);
  }

  /** A client for checks. */
  Storage clientOfChecks() {
    return client(RETRIES_OF_CHECKS);
  }

  private Storage client(int retries) {
    HttpRequestInitializer identity = identity();
    return new Storage.Builder(
            TRANSPORT,
            GsonFactory.getDefaultInstance(),
            request -> {
              identity.initialize(request);
              request.setConnectTimeout((int) CONNECT_LIMIT.toMillis());
              request.setReadTimeout((int) SILENCE_LIMIT.toMillis());
              request.setNumberOfRetries(retries);
              repeat(request);
            })
        .setRootUrl(place() + "/")
        .setApplicationName("plantbeam")
        .build();
  }

  /** What may pass is asked again after growing pauses; a token that has ended is renewed first. */
  private static void repeat(HttpRequest request) {
    HttpUnsuccessfulResponseHandler renewal = request.getUnsuccessfulResponseHandler();
    HttpBackOffUnsuccessfulResponseHandler later =
        new HttpBackOffUnsuccessfulResponseHandler(pauses())
            .setBackOffRequired(response -> StoreFailures.mayPass(response.getStatusCode(), null));
    request.setUnsuccessfulResponseHandler(
        (asked, response, mayRetry) ->
            (renewal != null && renewal.handleResponse(asked, response, mayRetry))
                || later.handleResponse(asked, response, mayRetry));
    request.setIOExceptionHandler(new HttpBackOffIOExceptionHandler(pauses()));
  }

  private static ExponentialBackOff pauses() {
    return new ExponentialBackOff.Builder()
        .setInitialIntervalMillis((int) FIRST_PAUSE.toMillis())
        .setMultiplier(2)
        .setMaxIntervalMillis((int) LONGEST_PAUSE.toMillis())
        .build();
  }

  private HttpRequestInitializer identity() {
    if (credentials == null && place().startsWith("http:")) {
      return request -> {};
    }
    try {
      GoogleCredentials found =
          credentials == null
              ? GoogleCredentials.getApplicationDefault()
              : GoogleCredentials.fromStream(
                  new ByteArrayInputStream(credentials.getBytes(StandardCharsets.UTF_8)));
      return new HttpCredentialsAdapter(
          found.createScoped(Set.of(StorageScopes.DEVSTORAGE_READ_WRITE)));
    } catch (IOException | RuntimeException e) {
      throw new StoreSettingsException(
          credentials == null
              ? "there are no credentials: neither --gcsCredentials nor GOOGLE_APPLICATION_CREDENTIALS, a login of gcloud or the service account of a machine"
              : "what --gcsCredentials refers to are no credentials of Google's in JSON",
          // What it says may show a part of the file.
          credentials == null ? e : null);
    }
  }

  /** Where it is, for sentences. */
  String place() {
    return endpoint == null ? GOOGLE : endpoint;
  }

  /** Never the credentials. */
  @Override
  public String toString() {
    return "GcsSettings[endpoint=%s]".formatted(endpoint);
  }
}
