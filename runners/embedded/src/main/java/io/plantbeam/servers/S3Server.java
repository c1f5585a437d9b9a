package io.plantbeam.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A store that speaks S3's protocol, in a process of its own: S3Proxy, which checks signatures and
 * keeps each object as a file. A bucket is a directory.
 */
public final class S3Server implements LocalServers {
  /** What the server asks for; it is one of tests, and is reached from this machine alone. */
  public static final String ACCESS_KEY = "plant-access-key";

  /** Stands nowhere but in the server's configuration, if nothing shows it. */
  public static final String SECRET_KEY = "plant-secret-key-that-nobody-may-print";

  private static final Duration START_LIMIT = Duration.ofMinutes(1);
  private static final String NAME = "S3";

  private final ClusterDirectory directory;
  private final ClusterPorts ports;
  private final ServerProcess process;

  /**
   * A server that may run already, or not yet.
   *
   * @param directory where it keeps everything
   * @param port 0 is any that is free
   */
  public S3Server(ClusterDirectory directory, int port) {
    this.directory = directory;
    this.ports = new ClusterPorts(directory, Map.of(NAME, port));
    this.process = new ServerProcess(directory, "s3");
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  public int port() {
    return ports.get(NAME);
  }

  /**
   * The options with which a job reaches this server.
   *
   * @param folder takes the files with the keys, to which the options refer
   */
  public List<String> access(Path folder) {
    return access(url(), folder);
  }

  /**
   * The same by another address, such as that of a proxy.
   *
   * @param folder takes the files with the keys, to which the options refer
   */
  public static List<String> access(String url, Path folder) {
    try {
      Files.createDirectories(folder);
      return List.of(
          "--s3Endpoint=" + url,
          "--s3AccessKey=secret:file:"
              + Files.writeString(folder.resolve("s3-access-key"), ACCESS_KEY),
          "--s3SecretKey=secret:file:"
              + Files.writeString(folder.resolve("s3-secret-key"), SECRET_KEY));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The directory of a bucket, which is made if there is none; objects are files in it. */
  public Path bucket(String name) {
    try {
      return Files.createDirectories(directory.directory("data").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void start() {
    if (!process.isRunning()) {
      ports.choose();
      Path config =
          directory.write(
              "s3proxy.properties",
              """
              s3proxy.endpoint=%s
              s3proxy.authorization=aws-v2-or-v4
              s3proxy.identity=%s
              s3proxy.credential=%s
              jclouds.provider=filesystem-nio2
              jclouds.identity=unused
              jclouds.credential=unused
              jclouds.filesystem.basedir=%s
              """
                  .formatted(url(), ACCESS_KEY, SECRET_KEY, directory.directory("data")));
      List<String> command = new ArrayList<>(List.of(JavaCommand.java(), "-Xmx256m"));
      command.addAll(JavaCommand.compilerOptions());
      command.addAll(
          List.of("-jar", Checkout.s3Server().toString(), "--properties", config.toString()));
      process.start(command, Map.of());
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
    return List.of("S3: " + url(), "logs: " + directory.logs());
  }
}
