package io.plantbeam.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A server that is one process. It keeps its data and its ports when it is stopped or killed. */
abstract class SingleServer implements LocalServers {
  private final ClusterDirectory directory;
  private final ClusterPorts ports;
  private final ServerProcess process;
  private final Duration startLimit;

  /**
   * A server that may run already, or not yet.
   *
   * @param directory where it keeps everything
   * @param name of its process and its log
   * @param wanted the ports to use, by what they are for; 0 is any that is free
   * @param startLimit how long it may take until it is ready
   */
  SingleServer(
      ClusterDirectory directory, String name, Map<String, Integer> wanted, Duration startLimit) {
    this.directory = directory;
    this.ports = new ClusterPorts(directory, wanted);
    this.process = new ServerProcess(directory, name);
    this.startLimit = startLimit;
  }

  /** Starts the process, whose ports are settled. */
  abstract void start(ServerProcess started);

  /** Whether it is ready. */
  abstract boolean answers();

  final int port(String purpose) {
    return ports.get(purpose);
  }

  /** Whether something accepts connections there. */
  final boolean isListening(String purpose) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(purpose))) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void start() {
    if (!process.isRunning()) {
      ports.choose();
      start(process);
    }
    process.awaitReady(startLimit, this::answers);
  }

  @Override
  public final void stop() {
    process.stop();
  }

  /** The process, which may be killed; {@link #start} brings it back. */
  public final ServerProcess process() {
    return process;
  }

  @Override
  public final List<ServerProcess> processes() {
    return List.of(process);
  }

  @Override
  public final ClusterDirectory directory() {
    return directory;
  }
}
