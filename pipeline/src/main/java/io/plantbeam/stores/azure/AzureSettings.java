package io.plantbeam.stores.azure;

import com.azure.core.credential.AzureSasCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import io.plantbeam.stores.object.StoreSecrets;
import io.plantbeam.stores.object.StoreSettingsException;
import java.time.Duration;
import java.util.Base64;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * How storage accounts are reached.
 *
 * @param endpoint null for Azure's own
 * @param accountKey null where it is not given
 * @param sasToken null where it is not given
 */
record AzureSettings(String endpoint, String accountKey, String sasToken) {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  /** For one attempt, a part's upload among them. */
  private static final Duration TRY_LIMIT = Duration.ofMinutes(2);

  private static final Duration TRY_LIMIT_OF_CHECKS = Duration.ofSeconds(15);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

  /** With the pauses between them, longer than a crowded account takes to make room. */
  private static final int TRIES = 11;

  /** For a check, somebody waits. */
  private static final int TRIES_OF_CHECKS = 2;

  /** One pool of connections for all accounts. */
  private static final class Http {
    private static final HttpClient CLIENT =
        new JdkHttpClientBuilder().connectionTimeout(CONNECT_LIMIT).build();

    private Http() {}
  }

  /**
   * Reads the options, without asking a server.
   *
   * @throws StoreSettingsException if they lead to no account
   */
  static AzureSettings of(PipelineOptions options) {
    AzureStoreOptions azure = options.as(AzureStoreOptions.class);
    String endpoint = azure.getAzureEndpoint();
    String key = StoreSecrets.get(options, "azureAccountKey", azure.getAzureAccountKey());
    String sas = StoreSecrets.get(options, "azureSasToken", azure.getAzureSasToken());
    if (key != null) {
      requireBase64(key);
    }
    return new AzureSettings(
        endpoint == null || endpoint.isEmpty() ? null : endpoint.replaceFirst("/+$", ""),
        key,
        sas == null ? null : sas.replaceFirst("^\\?", ""));
  }

  private static void requireBase64(String key) {
    try {
      Base64.getDecoder().decode(key);
    } catch (IllegalArgumentException e) {
      // Without its cause, which shows a part of the key.
      throw new StoreSettingsException(
          "what --azureAccountKey refers to is no key of an account, which is in Base64");
    }
  }

  /** A client for work, which has the patience that a crowded store asks for. */
  BlobServiceClient client(AzurePlace place) {
    return client(place, TRIES, TRY_LIMIT);
  }

  /** A client for checks. */
  BlobServiceClient clientOfChecks(AzurePlace place) {
    return client(place, TRIES_OF_CHECKS, TRY_LIMIT_OF_CHECKS);
  }

  /**
   * A client for reading, which asks once: whoever reads goes on by itself, and the client fails in
   * a second attempt to open a stream ("already one subscriber").
   */
  BlobServiceClient clientOfReads(AzurePlace place) {
    return client(place, 1, TRY_LIMIT);
  }

  private BlobServiceClient client(AzurePlace place, int tries, Duration limit) {
    BlobServiceClientBuilder builder =
        new BlobServiceClientBuilder()
            .endpoint(url(place))
            .httpClient(Http.CLIENT)
            .retryOptions(
                new RequestRetryOptions(
                    RetryPolicyType.EXPONENTIAL, tries, limit, FIRST_PAUSE, LONGEST_PAUSE, null));
    if (accountKey != null) {
      builder.credential(new StorageSharedKeyCredential(place.account(), accountKey));
    } else if (sasToken != null) {
      builder.credential(new AzureSasCredential(sasToken));
    } else if (url(place).startsWith("https:")) {
      builder.credential(new DefaultAzureCredentialBuilder().httpClient(Http.CLIENT).build());
    } else {
      throw new StoreSettingsException(
          "%s has no TLS, and so it needs --azureAccountKey or --azureSasToken"
              .formatted(url(place)));
    }
    return builder.buildClient();
  }

  /** Where an account answers. */
  String url(AzurePlace place) {
    return endpoint == null
        ? "https://" + place.host()
        : "%s/%s".formatted(endpoint, place.account());
  }

  /** Never the secrets. */
  @Override
  public String toString() {
    return "AzureSettings[endpoint=%s]".formatted(endpoint);
  }
}
