package io.plantbeam.stores.gcs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.servers.Ports;
import io.plantbeam.stores.Stores;
import io.plantbeam.stores.object.ObjectName;
import io.plantbeam.stores.object.ObjectStore;
import io.plantbeam.stores.object.Spool;
import io.plantbeam.testing.FaultyProxy;
import io.plantbeam.testing.FaultyProxy.Fault;
import io.plantbeam.testing.GcsServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcsStoreTest {
  private static final String BUCKET = "plant-lake";

  @TempDir Path folder;

  private final ObjectName directory = ObjectName.of("gs://%s/lake".formatted(BUCKET));
  private final ObjectStore store = Stores.of(directory.toString()).orElseThrow();
  private GcsServer server;
  private FaultyProxy proxy;

  @BeforeEach
  void openStore() throws IOException {
    server = new GcsServer();
    server.create(BUCKET);
    proxy = new FaultyProxy(server.port());
    Stores.open(options(proxy.url(), server.serviceAccount()));
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    server.close();
  }

  @Test
  void storeThatCanBeWrittenToIsLeftAsItIs() throws IOException {
    assertEquals(Optional.empty(), store.problemWith(directory));
    store.tryToWrite(directory);
    assertEquals(List.of(), server.keys(BUCKET));
  }

  @Test
  void eachWrongThingHasASentenceOfItsOwn() throws IOException {
    assertEquals(
        "there is no bucket no-such-bucket at " + proxy.url(),
        problem(ObjectName.of("gs://no-such-bucket/lake")));

    proxy.onRequest(
        request ->
            fault(403, "forbidden", "plantbeam@plant does not have storage.objects.list access."));
    assertEquals(
        "the credentials may not do this in bucket plant-lake at %s; needed are the roles Storage Object Viewer for what is read, and Storage Object User for what is written"
            .formatted(proxy.url()),
        problem(directory));

    proxy.onRequest(
        request ->
            fault(
                403,
                "accountDisabled",
                "The billing account for the owning project is disabled in state absent"));
    assertEquals("the project of bucket plant-lake has no billing account", problem(directory));

    proxy.onRequest(request -> fault(401, "authError", "Invalid Credentials"));
    assertEquals(proxy.url() + " does not take the credentials", problem(directory));
  }

  @Test
  void wrongCredentialsAreTold() throws IOException {
    try (GcsServer another = new GcsServer()) {
      Stores.open(options(proxy.url(), server.serviceAccount(another.privateKey())));
      assertEquals(
          "Google refuses the signature: the key of the service account is deleted, or of another account",
          problem(directory));
    }
    Stores.open(options(proxy.url(), "no JSON"));
    assertEquals(
        "what --gcsCredentials refers to are no credentials of Google's in JSON",
        problem(directory));
    Stores.open(Map.of("gcsEndpoint", proxy.url()));
    assertEquals(
        proxy.url() + " does not take the credentials; give --gcsCredentials", problem(directory));
    Map<String, String> options = options(proxy.url(), "{}");
    options.put("gcsCredentials", "secret:env:NO_SUCH_VARIABLE");
    Stores.open(options);
    assertEquals(
        "a key is missing: the environment variable NO_SUCH_VARIABLE is not set",
        problem(directory));
  }

  @Test
  void clockThatIsWrongIsTold() throws IOException {
    try (FaultyProxy tokens = new FaultyProxy(server.port())) {
      String date =
          DateTimeFormatter.RFC_1123_DATE_TIME.format(
              ZonedDateTime.now(ZoneOffset.UTC).minusMinutes(90).minusSeconds(10));
      tokens.onRequest(
          request ->
              Fault.answer(
                  400,
                  "Date: %s\r\n".formatted(date),
                  "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.\"}"));
      Stores.open(
          options(proxy.url(), server.serviceAccount().replace(server.url(), tokens.url())));
      assertEquals(
          "the clock of this machine is too far from that of Google: it is 90m ahead; set it right",
          problem(directory));
    }
  }

  @Test
  void endpointWhereNothingIsIsToldAtOnce() throws IOException {
    String nobody = "http://127.0.0.1:" + Ports.free();
    Stores.open(options(nobody, server.serviceAccount()));
    assertEquals(
        "nothing answers at %s; check --gcsEndpoint and the network".formatted(nobody),
        problem(directory));
    Stores.open(options("http://no-such-host.invalid", server.serviceAccount()));
    assertEquals(
        "there is no host for http://no-such-host.invalid; check --gcsEndpoint",
        problem(directory));
  }

  @Test
  void largeObjectIsSentInPartsAndSmallOneInOneRequest() throws IOException {
    byte[] content = random((5 << 20) + 17);
    upload("large").put(spool(content));
    assertArrayEquals(content, read(directory.resolve("large")));
    assertEquals(3, proxy.requests().stream().filter(r -> r.startsWith("PUT ")).count());
    assertEquals(0, server.unfinished());

    int before = proxy.requests().size();
    store.put(spool(new byte[1000]), directory.resolve("small"));
    assertEquals(before + 1, proxy.requests().size());
  }

  @Test
  void partThatWasLostIsSentAgain() throws IOException {
    byte[] content = random(5 << 20);
    AtomicInteger parts = new AtomicInteger();
    proxy.onRequest(
        request ->
            request.startsWith("PUT ")
                ? switch (parts.getAndIncrement()) {
                  case 1 -> Fault.cutAfter(0);
                  case 3 -> fault(503, "backendError", "We encountered an internal error.");
                  default -> Fault.NONE;
                }
                : Fault.NONE);
    upload("large").put(spool(content));
    assertArrayEquals(content, read(directory.resolve("large")));
  }

  @Test
  void uploadThatNobodyEndsIsNoObject() throws IOException {
    proxy.onRequest(
        request ->
            request.startsWith("PUT ") ? fault(403, "forbidden", "Not any more.") : Fault.NONE);
    assertThrows(IOException.class, () -> upload("killed").put(spool(new byte[5 << 20])));
    assertEquals(List.of(), server.keys(BUCKET));
    assertEquals(1, server.unfinished());
  }

  @Test
  void lostConnectionsAndFullServersAreRepeated() throws IOException {
    byte[] content = random(3 << 20);
    AtomicInteger count = new AtomicInteger();
    proxy.onRequest(
        request ->
            switch (count.getAndIncrement() % 3) {
              case 0 -> fault(503, "backendError", "We encountered an internal error.");
              case 1 -> Fault.cutAfter(0);
              default -> Fault.NONE;
            });
    store.put(spool(content), directory.resolve("a"));
    proxy.onRequest(request -> Fault.NONE);
    assertArrayEquals(content, read(directory.resolve("a")));
  }

  @Test
  void readingGoesOnWhereTheConnectionBrokeOff() throws IOException {
    byte[] content = random(5 << 20);
    Stores.write(directory + "/read", content);
    AtomicInteger gets = new AtomicInteger();
    proxy.onRequest(
        request ->
            request.contains("alt=media") && gets.incrementAndGet() < 4
                ? Fault.cutAfter(1_500_000)
                : Fault.NONE);
    assertArrayEquals(content, read(directory.resolve("read")));
    assertEquals(4, gets.get());
  }

  @Test
  void objectThatIsGoneIsNotAskedForAgainAndAgain() throws IOException {
    store.tryToWrite(directory);
    int before = proxy.requests().size();
    assertThrows(IOException.class, () -> read(directory.resolve("gone")));
    assertEquals(before + 1, proxy.requests().size());
  }

  @Test
  void patternsFindWhatTheyName() throws IOException {
    for (String key :
        List.of("in/a.ndjson", "in/b ü+%2F.csv", "in/sub/c.ndjson", "in/dir/", "inn/d.ndjson")) {
      Stores.write("%s/%s".formatted(directory, key), key.getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(List.of("in/a.ndjson"), matches("in/*.ndjson"));
    assertEquals(List.of("in/a.ndjson", "in/b ü+%2F.csv", "in/sub/c.ndjson"), matches("in/**"));
    assertEquals(List.of("in/b ü+%2F.csv"), matches("in/b ü+%2F.csv"));
    assertEquals(List.of(), matches("in/nothing"));
    FileSystems.delete(
        List.of(
            FileSystems.matchNewResource(directory + "/in/b ü+%2F.csv", /* isDirectory= */ false)));
    assertEquals(List.of(), matches("in/b ü+%2F.csv"));
  }

  private List<String> matches(String pattern) throws IOException {
    return FileSystems.match(directory + "/" + pattern, EmptyMatchTreatment.ALLOW)
        .metadata()
        .stream()
        .map(found -> found.resourceId().toString().substring(directory.toString().length() + 1))
        .toList();
  }

  @Test
  void listOfMoreThanAPageIsWhole() throws IOException {
    for (int i = 0; i < 1050; i++) {
      server.put(BUCKET, directory.resolve("many/%04d".formatted(i)).key(), new byte[1]);
    }
    assertEquals(1050, FileSystems.match(directory + "/many/*").metadata().size());
    assertTrue(proxy.requests().stream().anyMatch(request -> request.contains("pageToken=")));
  }

  @Test
  void nothingShowsTheCredentials() {
    assertFalse(new GcsSettings(proxy.url(), "hush").toString().contains("hush"));
  }

  private GcsUpload upload(String name) {
    return new GcsUpload(
        new GcsSettings(proxy.url(), server.serviceAccount()).client(),
        directory.resolve(name),
        2 << 20);
  }

  private String problem(ObjectName name) {
    String reading = store.problemWith(name).orElseThrow();
    IOException writing = assertThrows(IOException.class, () -> store.tryToWrite(name));
    assertEquals("%s cannot be written to: %s".formatted(name, reading), writing.getMessage());
    return reading;
  }

  private static Fault fault(int status, String reason, String message) {
    return Fault.answer(status, "", GcsServer.error(status, reason, message));
  }

  private Map<String, String> options(String url, String credentials) throws IOException {
    Map<String, String> options = new HashMap<>();
    options.put("gcsEndpoint", url);
    options.put(
        "gcsCredentials",
        "secret:file:" + Files.writeString(folder.resolve("account.json"), credentials));
    return options;
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
}
