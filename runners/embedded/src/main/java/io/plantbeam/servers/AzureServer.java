package io.plantbeam.servers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A storage account, in a process of its own: Microsoft's Azurite, which checks signatures. It
 * needs Node.js, and {@code runners/engines/prepare azurite}.
 */
public final class AzureServer extends SingleServer {
  public static final String ACCOUNT = "plantaccount";

  /** Stands nowhere but in the server's environment, if nothing shows it. */
  public static final String ACCOUNT_KEY =
      Base64.getEncoder()
          .encodeToString(
              "plant-account-key-that-nobody-may-print".getBytes(StandardCharsets.UTF_8));

  private static final Duration START_LIMIT = Duration.ofMinutes(1);
  private static final String NAME = "Azure";

  /**
   * A server that may run already, or not yet.
   *
   * @param directory where it keeps everything
   * @param port 0 is any that is free
   */
  public AzureServer(ClusterDirectory directory, int port) {
    super(directory, "azurite", Map.of(NAME, port), START_LIMIT);
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  public int port() {
    return port(NAME);
  }

  @Override
  void start(ServerProcess started) {
    started.start(
        List.of(
            "node",
            Checkout.azurite().toString(),
            "--blobHost",
            "127.0.0.1",
            "--blobPort",
            String.valueOf(port()),
            "--location",
            directory().directory("data").toString(),
            "--disableTelemetry",
            // The client knows a later version than it, of which nothing new is asked.
            "--skipApiVersionCheck"),
        Map.of("AZURITE_ACCOUNTS", ACCOUNT + ":" + ACCOUNT_KEY));
  }

  @Override
  boolean answers() {
    return isListening(NAME);
  }

  @Override
  public List<String> guide() {
    return List.of("Azure: " + url(), "logs: " + directory().logs());
  }
}
