package io.plantbeam.stores;

import io.plantbeam.servers.AzureServer;
import io.plantbeam.stores.azure.AzureContainers;
import io.plantbeam.testing.FaultyProxy.Fault;
import io.plantbeam.testing.SharedAzure;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(
    value = "io.plantbeam.testing.SharedAzure#isThere",
    disabledReason = "Azurite is not there: runners/engines/prepare azurite gets it by npm")
class AzureJobTest extends StoreJobs {
  @Override
  String newBucket() {
    return AzureContainers.create();
  }

  @Override
  int port() {
    return SharedAzure.server().port();
  }

  @Override
  Map<String, String> options(String url) throws IOException {
    return Map.of("azureEndpoint", url, "azureAccountKey", secret("key", AzureServer.ACCOUNT_KEY));
  }

  @Override
  String secret() {
    return AzureServer.ACCOUNT_KEY;
  }

  @Override
  Fault busy() {
    return AzureContainers.fault(503, "ServerBusy", "The server is busy.");
  }

  @Override
  Map.Entry<String, String> missingBucket(String url) {
    return Map.entry(
        AzureContainers.uri("no-such-container"),
        "there is no container no-such-container in storage account %s at %s/%1$s"
            .formatted(AzureServer.ACCOUNT, url));
  }
}
