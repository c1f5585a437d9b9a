package io.plantbeam.stores.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.servers.Ports;
import io.plantbeam.servers.S3Server;
import io.plantbeam.stores.Stores;
import io.plantbeam.stores.object.ObjectName;
import io.plantbeam.stores.object.ObjectStore;
import io.plantbeam.stores.object.Spool;
import io.plantbeam.testing.FaultyProxy;
import io.plantbeam.testing.FaultyProxy.Fault;
import io.plantbeam.testing.SharedS3;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3StoreTest {
  /** The server says of each upload that it begins now. */
  private static final Duration ANY_AGE = Duration.ofMinutes(-1);

  @TempDir Path folder;

  private final String bucket = SharedS3.newBucket();
  private final ObjectName directory = ObjectName.of("s3://%s/lake".formatted(bucket));
  private final ObjectStore store = Stores.of(directory.toString()).orElseThrow();
  private FaultyProxy proxy;

  @BeforeEach
  void openStore() throws IOException {
    proxy = new FaultyProxy(SharedS3.server().port());
    open(proxy.url(), S3Server.ACCESS_KEY, S3Server.SECRET_KEY);
  }

  @AfterEach
  void closeProxy() throws IOException {
    proxy.close();
  }

  @Test
  void storeThatCanBeWrittenToIsLeftAsItIs() throws IOException {
    store.tryToWrite(directory);
    assertEquals(List.of(), keys());
    assertEquals(0, store.forgetUnfinished(directory, ANY_AGE));
  }

  @Test
  void eachWrongThingHasASentenceOfItsOwn() throws IOException {
    assertEquals(
        "there is no bucket no-such-bucket at " + proxy.url(),
        problem(ObjectName.of("s3://no-such-bucket/lake")));

    proxy.onRequest(request -> Fault.s3(403, "AccessDenied", "Access Denied"));
    assertEquals(
        "the credentials may not do this in bucket %s at %s; needed are s3:ListBucket for what is read, s3:GetObject, and s3:PutObject and s3:AbortMultipartUpload for what is written"
            .formatted(bucket, proxy.url()),
        problem(directory));

    proxy.onRequest(
        request ->
            Fault.answer(
                301, "x-amz-bucket-region: eu-central-1\r\n", error("PermanentRedirect", "Else")));
    assertEquals(
        "bucket %s is in region eu-central-1, not in us-east-1; give --s3Region=eu-central-1"
            .formatted(bucket),
        problem(directory));

    proxy.onRequest(
        request ->
            Fault.s3(
                400,
                "AuthorizationHeaderMalformed",
                "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-2'"));
    assertEquals(
        "bucket %s is in region eu-west-2, not in us-east-1; give --s3Region=eu-west-2"
            .formatted(bucket),
        problem(directory));

    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            ZonedDateTime.now(ZoneOffset.UTC).minusMinutes(50).minusSeconds(10));
    proxy.onRequest(
        request ->
            Fault.answer(403, "Date: %s\r\n".formatted(date), error("RequestTimeTooSkewed", "No")));
    String clock = problem(directory);
    assertTrue(
        clock.matches(
            "the clock of this machine is too far from that of \\S+: it is 50m ahead; set it right"),
        clock);

    proxy.onRequest(request -> Fault.s3(400, "ExpiredToken", "The provided token has expired."));
    assertEquals(
        "the session token of the credentials is not valid, or not any more", problem(directory));
  }

  @Test
  void wrongKeysAreTold() throws IOException {
    open(proxy.url(), S3Server.ACCESS_KEY, "another-secret-key");
    assertEquals(
        "%s refuses the signature: the secret key is not that of the access key"
            .formatted(proxy.url()),
        problem(directory));
    open(proxy.url(), "another-access-key", S3Server.SECRET_KEY);
    assertEquals(
        "%s does not know the access key; check the credentials".formatted(proxy.url()),
        problem(directory));
  }

  @Test
  void endpointWhereNothingIsIsToldAtOnce() throws IOException {
    String nobody = "http://127.0.0.1:" + Ports.free();
    open(nobody, S3Server.ACCESS_KEY, S3Server.SECRET_KEY);
    assertEquals(
        "nothing answers at %s; check --s3Endpoint and the network".formatted(nobody),
        problem(directory));
    open("http://no-such-host.invalid", S3Server.ACCESS_KEY, S3Server.SECRET_KEY);
    assertEquals(
        "there is no host for http://no-such-host.invalid; check --s3Endpoint", problem(directory));
  }

  @Test
  void keyThatIsMissingIsTold() {
    Map<String, String> options = options(proxy.url(), "k", "s");
    options.put("s3SecretKey", "secret:env:NO_SUCH_VARIABLE");
    Stores.open(options);
    assertEquals(
        "a key is missing: the environment variable NO_SUCH_VARIABLE is not set",
        problem(directory));
  }

  @Test
  void clientOfBeamIsTheSame() throws IOException {
    Stores.write(directory + "/a", new byte[] {7});
    assertEquals(1, FileSystems.matchSingleFileSpec(directory + "/a").sizeBytes());
    assertTrue(proxy.requests().stream().anyMatch(request -> request.startsWith("HEAD ")));
  }

  @Test
  void largeObjectIsSentInPartsAndSmallOneInOneRequest() throws IOException {
    byte[] content = random(12 << 20);
    new S3Upload(client(), directory.resolve("large"), 5 << 20).put(spool(content));
    assertArrayEquals(content, read(directory.resolve("large")));
    assertEquals(3, proxy.requests().stream().filter(r -> r.contains("partNumber=")).count());

    int before = proxy.requests().size();
    store.put(spool(new byte[1000]), directory.resolve("small"));
    assertEquals(before + 1, proxy.requests().size());
  }

  @Test
  void lostConnectionsAndFullServersAreRepeated() throws IOException {
    byte[] content = random(11 << 20);
    AtomicInteger count = new AtomicInteger();
    // The beginning of the upload, the first part, and the second.
    Function<String, Fault> faults =
        request ->
            switch (count.getAndIncrement()) {
              case 0, 3 -> Fault.s3(503, "SlowDown", "Please reduce your request rate.");
              case 2, 5 -> Fault.cutAfter(0);
              default -> Fault.NONE;
            };
    proxy.onRequest(faults);
    new S3Upload(client(), directory.resolve("large"), 5 << 20).put(spool(content));
    proxy.onRequest(request -> Fault.NONE);
    assertArrayEquals(content, read(directory.resolve("large")));
  }

  @Test
  void lostAnswerToTheLastRequestIsNoFailure() throws IOException {
    byte[] content = random(6 << 20);
    proxy.onRequest(
        request ->
            request.startsWith("POST ") && request.contains("uploadId=")
                ? Fault.cutAfter(0)
                : Fault.NONE);
    new S3Upload(settings().clientOfChecks().build(), directory.resolve("large"), 5 << 20)
        .put(spool(content));
    assertArrayEquals(content, read(directory.resolve("large")));
  }

  @Test
  void uploadThatFailsLeavesNeitherObjectNorParts() throws IOException {
    proxy.onRequest(
        request ->
            request.contains("partNumber=2")
                ? Fault.s3(403, "AccessDenied", "Access Denied")
                : Fault.NONE);
    assertThrows(
        S3Exception.class,
        () ->
            new S3Upload(client(), directory.resolve("large"), 5 << 20)
                .put(spool(new byte[11 << 20])));
    assertEquals(List.of(), keys());
    assertEquals(0, store.forgetUnfinished(directory, ANY_AGE));
  }

  @Test
  void whatAKilledWorkerHasBegunIsNotReadAndEndsAfterItsTime() throws IOException {
    S3Client client = client();
    String key = directory.resolve("killed").key();
    client.createMultipartUpload(request -> request.bucket(bucket).key(key));
    client.createMultipartUpload(request -> request.bucket(bucket).key("elsewhere/killed"));
    assertEquals(
        List.of(), FileSystems.match(directory + "/**", EmptyMatchTreatment.ALLOW).metadata());
    assertEquals(0, store.forgetUnfinished(directory, Duration.ofHours(1)));
    assertEquals(1, store.forgetUnfinished(directory, ANY_AGE));
    assertEquals(0, store.forgetUnfinished(directory, ANY_AGE));
    assertEquals(
        List.of(),
        proxy.requests().stream()
            .filter(request -> request.startsWith("DELETE ") && request.contains("elsewhere"))
            .toList());
  }

  @Test
  void readingGoesOnWhereTheConnectionBrokeOff() throws IOException {
    byte[] content = random(5 << 20);
    Stores.write(directory + "/read", content);
    AtomicInteger gets = new AtomicInteger();
    proxy.onRequest(
        request ->
            request.startsWith("GET ") && gets.incrementAndGet() < 4
                ? Fault.cutAfter(1_500_000)
                : Fault.NONE);
    assertArrayEquals(content, read(directory.resolve("read")));
    assertEquals(4, gets.get());
  }

  @Test
  void objectThatIsGoneIsNotAskedForAgainAndAgain() {
    assertThrows(IOException.class, () -> read(directory.resolve("gone")));
    assertEquals(1, proxy.requests().size());
  }

  @Test
  void listOfMoreThanAPageIsWhole() throws IOException {
    Path many =
        Files.createDirectories(SharedS3.server().bucket(bucket).resolve("lake").resolve("many"));
    for (int i = 0; i < 1050; i++) {
      Files.write(many.resolve("%04d".formatted(i)), new byte[1]);
    }
    SharedS3.server().adopt(bucket);
    MatchResult found = FileSystems.match(directory + "/many/*");
    assertEquals(1050, found.metadata().size());
    assertTrue(proxy.requests().stream().anyMatch(r -> r.contains("continuation-token=")));
  }

  @Test
  void nothingShowsTheKeys() {
    assertFalse(
        S3Settings.of(
                PipelineOptionsFactory.fromArgs(
                        options(proxy.url(), "k", S3Server.SECRET_KEY).entrySet().stream()
                            .map(option -> "--%s=%s".formatted(option.getKey(), option.getValue()))
                            .toArray(String[]::new))
                    .create())
            .toString()
            .contains(S3Server.SECRET_KEY));
  }

  private String problem(ObjectName name) {
    String reading = store.problemWith(name).orElseThrow();
    IOException writing = assertThrows(IOException.class, () -> store.tryToWrite(name));
    assertEquals("%s cannot be written to: %s".formatted(name, reading), writing.getMessage());
    return reading;
  }

  private static String error(String code, String message) {
    return "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>%s</Message></Error>"
        .formatted(code, message);
  }

  private void open(String url, String accessKey, String secretKey) {
    Stores.open(options(url, accessKey, secretKey));
  }

  private Map<String, String> options(String url, String accessKey, String secretKey) {
    Map<String, String> options = new HashMap<>();
    options.put("s3Endpoint", url);
    options.put("s3AccessKey", secret("access", accessKey));
    options.put("s3SecretKey", secret("secret", secretKey));
    return options;
  }

  private String secret(String name, String value) {
    try {
      return "secret:file:" + Files.writeString(folder.resolve(name), value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private S3Client client() {
    return settings().client().build();
  }

  private S3Settings settings() {
    return new S3Settings(
        URI.create(proxy.url()),
        "us-east-1",
        true,
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)));
  }

  private static Spool spool(byte[] content) throws IOException {
    Spool spool = new Spool(1 << 20);
    spool.write(ByteBuffer.wrap(content));
    return spool;
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(16).nextBytes(bytes);
    return bytes;
  }

  private static byte[] read(ObjectName name) throws IOException {
    try (ReadableByteChannel channel = Stores.open(name.toString())) {
      return Channels.newInputStream(channel).readAllBytes();
    }
  }

  private List<String> keys() {
    List<String> keys = new ArrayList<>();
    client()
        .listObjectsV2Paginator(request -> request.bucket(bucket))
        .contents()
        .forEach(object -> keys.add(object.key()));
    return keys;
  }
}
