package io.plantbeam.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A storage account, in a process of its own: Microsoft's Azurite, which checks signatures. It
 * needs Node.js, and {@code runners/engines/prepare azurite}.
 */
public final class AzureServer implements LocalServers {
  public static final String ACCOUNT = "plantaccount";

  /** Stands nowhere but in the server's environment, if nothing shows it. */
  public static final String ACCOUNT_KEY =
      Base64.getEncoder()
          .encodeToString(
              "plant-account-key-that-nobody-may-print".getBytes(StandardCharsets.UTF_8));

  private static final Duration START_LIMIT = Duration.ofMinutes(1);
  private static final String NAME = "Azure";

  private final ClusterDirectory directory;
  private final ClusterPorts ports;
  private final ServerProcess process;

  /**
   * A server that may run already, or not yet.
   *
   * @param directory where it keeps everything
   * @param port 0 is any that is free
   */
  public AzureServer(ClusterDirectory directory, int port) {
    this.directory = directory;
    this.ports = new ClusterPorts(directory, Map.of(NAME, port));
    this.process = new ServerProcess(directory, "azurite");
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  public int port() {
    return ports.get(NAME);
  }

  @Override
  public void start() {
    if (!process.isRunning()) {
      ports.choose();
      Path program = Checkout.azurite();
      process.start(
          List.of(
              "node",
              program.toString(),
              "--blobHost",
              "127.0.0.1",
              "--blobPort",
              String.valueOf(port()),
              "--location",
              directory.directory("data").toString(),
              "--disableTelemetry",
              // The client knows a later version than it, of which nothing new is asked.
              "--skipApiVersionCheck"),
          Map.of("AZURITE_ACCOUNTS", ACCOUNT + ":" + ACCOUNT_KEY));
    }
    process.awaitReady(START_LIMIT, this::answers);
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void stop() {
    process.stop();
  }

  /** The process, which may be killed; {@link #start} brings it back. */
  public ServerProcess process() {
    return process;
  }

  @Override
  public List<ServerProcess> processes() {
    return List.of(process);
  }

  @Override
  public ClusterDirectory directory() {
    return directory;
  }

  @Override
  public List<String> guide() {
    return List.of("Azure: " + url(), "logs: " + directory.logs());
  }
}
