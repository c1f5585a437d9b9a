package io.plantbeam.testing;

import io.plantbeam.servers.S3Server;
import java.util.UUID;

/** One S3 server for all tests of this JVM, started by the first that needs it. */
public final class SharedS3 {
  private static final SharedServer<S3Server> SERVER = new SharedServer<>("s3-run", S3Server::new);

  private SharedS3() {}

  public static S3Server server() {
    return SERVER.get();
  }

  /** The name of a bucket that no other test has. */
  public static String newBucket() {
    String name = "test-" + UUID.randomUUID();
    server().bucket(name);
    return name;
  }
}
