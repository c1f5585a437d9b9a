package io.plantbeam.testing;

import io.plantbeam.servers.ClusterDirectory;
import io.plantbeam.servers.S3Server;
import java.nio.file.Path;
import java.util.UUID;

/** One S3 server for all tests of this JVM, started by the first that needs it. */
public final class SharedS3 {
  private static S3Server server;

  private SharedS3() {}

  public static synchronized S3Server server() {
    if (server == null) {
      S3Server started =
          new S3Server(
              new ClusterDirectory(Path.of("target/s3-run", UUID.randomUUID().toString())), 0);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    started.process().kill();
                    started.directory().delete();
                  }));
      started.start();
      server = started;
    }
    return server;
  }

  /** The name of a bucket that no other test has. */
  public static String newBucket() {
    String name = "test-" + UUID.randomUUID();
    server().bucket(name);
    return name;
  }
}
