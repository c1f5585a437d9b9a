package io.plantbeam.stores;

import io.plantbeam.testing.FaultyProxy.Fault;
import io.plantbeam.testing.GcsServer;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class GcsJobTest extends StoreJobs {
  private static GcsServer server;

  @BeforeAll
  static void start() throws IOException {
    server = new GcsServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  String newBucket() {
    String name = "test-" + UUID.randomUUID();
    server.create(name);
    return "gs://" + name;
  }

  @Override
  int port() {
    return server.port();
  }

  @Override
  Map<String, String> options(String url) throws IOException {
    return Map.of(
        "gcsEndpoint", url, "gcsCredentials", secret("account.json", server.serviceAccount()));
  }

  @Override
  String secret() {
    return "BEGIN PRIVATE KEY";
  }

  @Override
  Fault busy() {
    return Fault.answer(
        503, "", GcsServer.error(503, "backendError", "We encountered an internal error."));
  }

  @Override
  Map.Entry<String, String> missingBucket(String url) {
    return Map.entry(
        "gs://no-such-bucket-of-ours", "there is no bucket no-such-bucket-of-ours at " + url);
  }
}
