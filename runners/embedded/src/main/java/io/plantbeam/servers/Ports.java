package io.plantbeam.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** TCP ports of the loopback interface. */
public final class Ports {
  private static final int GREATEST = 65_535;

  private Ports() {}

  /** A port that was free a moment ago. */
  public static int free() {
    try (ServerSocket socket = listen(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("there is no free port", e);
    }
  }

  /**
   * Does nothing if nobody listens on the port.
   *
   * @param what what the port is for, as in "Flink's web UI"
   * @throws ServerException if it is in use, or none
   */
  static void requireFree(int port, String what) {
    if (port < 0 || port > GREATEST) {
      throw new ServerException(
          "port %d, for %s, is not valid: allowed is up to %d, and 0 for any that is free"
              .formatted(port, what, GREATEST));
    }
    try (ServerSocket socket = listen(port)) {
      socket.setReuseAddress(true);
    } catch (IOException e) {
      throw new ServerException(
          "port %d, for %s, is in use: give another with --port, or end what listens there"
              .formatted(port, what),
          e);
    }
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }
}
