package io.plantbeam.stores.azure;

import com.azure.storage.blob.BlobContainerClient;
import io.plantbeam.servers.AzureServer;
import io.plantbeam.stores.object.ObjectName;
import io.plantbeam.testing.FaultyProxy.Fault;
import io.plantbeam.testing.SharedAzure;
import java.util.UUID;

/** The containers of tests. */
public final class AzureContainers {
  private AzureContainers() {}

  /** Makes a container, and returns its URI. */
  public static String create() {
    String uri = uri("test-" + UUID.randomUUID());
    client(uri).create();
    return uri;
  }

  /** The URI of a container. */
  public static String uri(String container) {
    return "abfss://%s@%s.dfs.core.windows.net".formatted(container, AzureServer.ACCOUNT);
  }

  static BlobContainerClient client(String uri) {
    AzurePlace place = AzurePlace.of(ObjectName.of(uri).bucket());
    return new AzureSettings(SharedAzure.server().url(), AzureServer.ACCOUNT_KEY, null)
        .client(place)
        .getBlobContainerClient(place.container());
  }

  /** What Azure answers with a code. */
  public static Fault fault(int status, String code, String message) {
    return Fault.answer(
        status,
        "x-ms-error-code: %s\r\n".formatted(code),
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>%s</Code><Message>%s</Message></Error>"
            .formatted(code, message));
  }
}
