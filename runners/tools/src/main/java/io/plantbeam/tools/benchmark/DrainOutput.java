package io.plantbeam.tools.benchmark;

import io.plantbeam.servers.ClusterDirectory;
import io.plantbeam.servers.S3Server;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the job that is measured puts its files, with a server where it needs one. */
final class DrainOutput implements AutoCloseable {
  private static final String BUCKET = "benchmark";

  private final Lake lake;
  private final Path directory;
  private final S3Server server;

  /** Whether readings are archived, and where they and everything else that goes to files are. */
  enum Lake {
    /** Not archived; everything else goes to a disk. */
    NONE,
    DISK,
    /** An S3 server on this machine, which takes its share of the processors. */
    S3
  }

  private DrainOutput(Lake lake, Path directory, S3Server server) {
    this.lake = lake;
    this.directory = directory;
    this.server = server;
  }

  /**
   * Starts the server, where one is needed.
   *
   * @param directory for all that is written
   */
  static DrainOutput start(Lake lake, Path directory) {
    if (lake != Lake.S3) {
      return new DrainOutput(lake, directory, null);
    }
    S3Server server = new S3Server(new ClusterDirectory(directory.resolve("s3")), 0);
    server.startAllOrNone();
    server.bucket(BUCKET);
    return new DrainOutput(lake, directory, server);
  }

  /** The options of {@code run}. */
  List<String> options() {
    if (server == null) {
      return onDisk(lake == Lake.DISK, directory);
    }
    List<String> options =
        new ArrayList<>(List.of("--lake=true", "--output=s3://%s/output".formatted(BUCKET)));
    options.addAll(server.access(directory.resolve("s3")));
    return options;
  }

  /**
   * The options of {@code run} of a job that needs no server for its files.
   *
   * @param lake whether readings are archived
   * @param directory that has them in {@code output}
   */
  static List<String> onDisk(boolean lake, Path directory) {
    return List.of("--lake=" + lake, "--output=" + directory.resolve("output"));
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop();
    }
  }
}
