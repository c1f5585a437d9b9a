package io.plantbeam.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.servers.S3Server;
import io.plantbeam.testing.FaultyProxy;
import io.plantbeam.testing.FaultyProxy.Fault;
import io.plantbeam.testing.SharedS3;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * An S3 store that fails all the time: it puts off each fifth request, and of the files that it is
 * sent each second breaks off, either before all of it has come, or before the answer. In its
 * bucket is an upload that a job of two days ago has left unfinished.
 */
final class FailingStore implements AutoCloseable {
  private static final String DIRECTORY = "output";
  private static final String LEFT = DIRECTORY + "/readings/left.parquet";
  private static final Duration LEFT_FOR = Duration.ofDays(2);

  /**
   * Or what S3Proxy leaves of a file that has not come as a whole, which no reader takes for one.
   * It cannot list a bucket that has one.
   */
  private static final String FILE_OF_THE_LAKE =
      "(readings|hourly)-[0-9a-f]{32}\\.parquet(-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?";

  private final String bucket = SharedS3.newBucket();
  private final Path folder;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger files = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final FaultyProxy proxy;
  private final String leftUpload;
  private volatile boolean leftIsEnded;

  /**
   * Begins to fail.
   *
   * @param folder takes what the job needs to reach it
   */
  FailingStore(Path folder) throws IOException {
    this.folder = folder;
    try (S3Client client = client()) {
      leftUpload =
          client.createMultipartUpload(request -> request.bucket(bucket).key(LEFT)).uploadId();
    }
    proxy = new FaultyProxy(SharedS3.server().port());
    proxy.onRequest(this::fault);
  }

  private Fault fault(String request) {
    if (requests.incrementAndGet() % 5 == 0) {
      failures.incrementAndGet();
      return Fault.s3(503, "SlowDown", "Please reduce your request rate.");
    }
    if (request.startsWith("GET ") && request.contains("uploads")) {
      return Fault.answer(200, "", unfinished(Instant.now().minus(LEFT_FOR)));
    }
    if (request.startsWith("DELETE ") && request.contains(leftUpload)) {
      leftIsEnded = true;
    }
    if (request.startsWith("PUT ")) {
      int number = files.incrementAndGet();
      if (number % 2 == 0) {
        failures.incrementAndGet();
        return number % 4 == 0 ? Fault.cutAfter(0) : Fault.sentBefore(1000);
      }
    }
    return Fault.NONE;
  }

  /** The store's own answer has the present time in the place of that of the beginning. */
  private String unfinished(Instant begun) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <ListMultipartUploadsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Bucket>%s</Bucket><IsTruncated>false</IsTruncated>%s</ListMultipartUploadsResult>
        """
        .formatted(
            bucket,
            leftIsEnded
                ? ""
                : "<Upload><Key>%s</Key><UploadId>%s</UploadId><Initiated>%s</Initiated></Upload>"
                    .formatted(LEFT, leftUpload, begun))
        .strip();
  }

  /** The options of a job that puts its outputs there. */
  List<String> options() {
    List<String> options =
        new ArrayList<>(List.of("--output=s3://%s/%s".formatted(bucket, DIRECTORY)));
    options.addAll(S3Server.access(proxy.url(), folder));
    return options;
  }

  /** Where the objects are as files. */
  Path directory() {
    return SharedS3.server().bucket(bucket).resolve(DIRECTORY);
  }

  /**
   * Fails unless the store has failed, the upload that was left is ended, and there is nothing but
   * files of the lake. That each of them is whole, reading the lake shows.
   */
  void assertWhole() throws IOException {
    assertTrue(failures.get() > 5, () -> "only " + failures + " requests have failed");
    assertTrue(leftIsEnded, "the upload that was left is still there");
    try (Stream<Path> objects = Files.walk(directory())) {
      assertEquals(
          List.of(),
          objects
              .filter(Files::isRegularFile)
              .filter(object -> !object.getFileName().toString().matches(FILE_OF_THE_LAKE))
              .toList());
    }
  }

  private static S3Client client() {
    return S3Client.builder()
        .endpointOverride(URI.create(SharedS3.server().url()))
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)))
        .build();
  }

  @Override
  public void close() {
    try {
      proxy.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
