package io.plantbeam.testing;

import io.plantbeam.servers.AzureServer;
import io.plantbeam.servers.Checkout;
import io.plantbeam.servers.ServerException;

/** One storage account for all tests of this JVM, started by the first that needs it. */
public final class SharedAzure {
  /** Where it is set, no test is passed over. */
  private static final String NOTHING_SKIPPED = "PLANTBEAM_SKIP_NOTHING";

  private static final SharedServer<AzureServer> SERVER =
      new SharedServer<>("azure-run", AzureServer::new);

  private SharedAzure() {}

  /**
   * Whether the server is installed; tests that need it are passed over where it is not.
   *
   * @throws ServerException if it is not, and nothing may be passed over
   */
  public static boolean isThere() {
    try {
      Checkout.azurite();
      return true;
    } catch (ServerException e) {
      if (System.getenv(NOTHING_SKIPPED) != null) {
        throw e;
      }
      return false;
    }
  }

  public static AzureServer server() {
    return SERVER.get();
  }
}
