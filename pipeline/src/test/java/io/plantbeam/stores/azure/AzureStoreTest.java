package io.plantbeam.stores.azure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.util.Context;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.plantbeam.servers.AzureServer;
import io.plantbeam.servers.Ports;
import io.plantbeam.stores.Stores;
import io.plantbeam.stores.object.ObjectName;
import io.plantbeam.stores.object.ObjectStore;
import io.plantbeam.stores.object.Spool;
import io.plantbeam.testing.FaultyProxy;
import io.plantbeam.testing.FaultyProxy.Fault;
import io.plantbeam.testing.SharedAzure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
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
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@EnabledIf(
    value = "io.plantbeam.testing.SharedAzure#isThere",
    disabledReason = "Azurite is not there: runners/engines/prepare azurite gets it by npm")
class AzureStoreTest {
  @TempDir Path folder;

  private final String container = AzureContainers.create();
  private final ObjectName directory = ObjectName.of(container + "/lake");
  private final ObjectStore store = Stores.of(container).orElseThrow();
  private FaultyProxy proxy;

  @BeforeEach
  void openStore() throws IOException {
    proxy = new FaultyProxy(SharedAzure.server().port());
    Stores.open(options(proxy.url(), AzureServer.ACCOUNT_KEY));
  }

  @AfterEach
  void closeProxy() throws IOException {
    proxy.close();
  }

  @Test
  void storeThatCanBeWrittenToIsLeftAsItIs() throws IOException {
    assertEquals(Optional.empty(), store.problemWith(directory));
    store.tryToWrite(directory);
    assertEquals(List.of(), keys());
    assertEquals(0, store.forgetUnfinished(directory, Duration.ZERO));
  }

  @Test
  void eachWrongThingHasASentenceOfItsOwn() throws IOException {
    String account = proxy.url() + "/" + AzureServer.ACCOUNT;
    assertEquals(
        "there is no container no-such-container in storage account plantaccount at " + account,
        problem(ObjectName.of(AzureContainers.uri("no-such-container") + "/lake")));

    proxy.onRequest(
        request -> AzureContainers.fault(403, "AuthorizationPermissionMismatch", "Not this."));
    assertEquals(
        "the credentials may not do this in container %s of plantaccount; needed are the roles Storage Blob Data Reader for what is read, and Storage Blob Data Contributor for what is written"
            .formatted(AzurePlace.of(directory.bucket()).container()),
        problem(directory));

    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            ZonedDateTime.now(ZoneOffset.UTC).minusMinutes(50).minusSeconds(10));
    proxy.onRequest(
        request ->
            Fault.answer(
                403,
                "x-ms-error-code: AuthenticationFailed\r\nDate: %s\r\n".formatted(date),
                "<?xml version=\"1.0\"?><Error><Code>AuthenticationFailed</Code><Message>Server failed to authenticate the request.</Message><AuthenticationErrorDetail>Request date header too old: 'Mon'</AuthenticationErrorDetail></Error>"));
    assertEquals(
        "the clock of this machine is too far from that of %s: it is 50m ahead; set it right"
            .formatted(account),
        problem(directory));

    proxy.onRequest(
        request -> AzureContainers.fault(403, "KeyBasedAuthenticationNotPermitted", "Not by key."));
    assertEquals(
        "storage account plantaccount takes no keys; leave --azureAccountKey out and give this process an identity",
        problem(directory));
  }

  @Test
  void wrongKeysAreTold() throws IOException {
    Stores.open(options(proxy.url(), base64("another key")));
    assertEquals(
        "%s/plantaccount refuses the key: it is not that of storage account plantaccount, or the account's network rules keep this machine out"
            .formatted(proxy.url()),
        problem(directory));
    Stores.open(options(proxy.url(), "no key"));
    assertEquals(
        "what --azureAccountKey refers to is no key of an account, which is in Base64",
        problem(directory));
    Map<String, String> options = options(proxy.url(), "k");
    options.put("azureAccountKey", "secret:env:NO_SUCH_VARIABLE");
    Stores.open(options);
    assertEquals(
        "a key is missing: the environment variable NO_SUCH_VARIABLE is not set",
        problem(directory));
    Stores.open(Map.of("azureEndpoint", proxy.url()));
    assertEquals(
        "%s/plantaccount has no TLS, and so it needs --azureAccountKey or --azureSasToken"
            .formatted(proxy.url()),
        problem(directory));
  }

  @Test
  void sharedAccessSignatureIsEnough() throws IOException {
    openBySignature(OffsetDateTime.now(ZoneOffset.UTC).plusHours(1), "rlcwd");
    Stores.write(directory + "/a", new byte[] {7});
    assertArrayEquals(new byte[] {7}, read(directory.resolve("a")));
    store.tryToWrite(directory);

    openBySignature(OffsetDateTime.now(ZoneOffset.UTC).plusHours(1), "rl");
    assertEquals(Optional.empty(), store.problemWith(directory));
    assertEquals(
        "%s cannot be written to: the shared access signature does not allow this in container %s of plantaccount; needed are r and l for what is read, and c and w for what is written"
            .formatted(directory, AzurePlace.of(directory.bucket()).container()),
        assertThrows(IOException.class, () -> store.tryToWrite(directory)).getMessage());
  }

  private void openBySignature(OffsetDateTime end, String permissions) throws IOException {
    String signature =
        AzureContainers.client(container)
            .generateSas(
                new BlobServiceSasSignatureValues(
                    end, BlobContainerSasPermission.parse(permissions)));
    Stores.open(
        Map.of("azureEndpoint", proxy.url(), "azureSasToken", secret("sas", "?" + signature)));
  }

  @Test
  void endpointWhereNothingIsIsToldAtOnce() throws IOException {
    String nobody = "http://127.0.0.1:" + Ports.free();
    Stores.open(options(nobody, AzureServer.ACCOUNT_KEY));
    assertEquals(
        "nothing answers at %s/plantaccount; check --azureEndpoint and the network"
            .formatted(nobody),
        problem(directory));
    Stores.open(options("http://no-such-host.invalid", AzureServer.ACCOUNT_KEY));
    assertEquals(
        "there is no host for http://no-such-host.invalid; check --azureEndpoint",
        problem(directory));
  }

  @Test
  void largeObjectIsSentInBlocksAndSmallOneInOneRequest() throws IOException {
    byte[] content = random(12 << 20);
    new AzureUpload(blob("large"), 5 << 20).put(spool(content));
    assertArrayEquals(content, read(directory.resolve("large")));

    int before = proxy.requests().size();
    store.put(spool(new byte[1000]), directory.resolve("small"));
    assertEquals(before + 1, proxy.requests().size());
  }

  @Test
  void blocksThatNobodyCommitsAreNoObject() {
    blob("killed").stageBlock(base64("1"), new ByteArrayInputStream(new byte[100]), 100);
    assertEquals(List.of(), keys());
    assertThrows(IOException.class, () -> read(directory.resolve("killed")));
  }

  @Test
  void commitThatWasDoneBeforeIsNoFailure() throws IOException {
    byte[] content = random(6 << 20);
    AzurePlace place = AzurePlace.of(directory.bucket());
    BlockBlobClient unlucky =
        new AzureSettings(proxy.url(), AzureServer.ACCOUNT_KEY, null)
            .clientOfChecks(place)
            .getBlobContainerClient(place.container())
            .getBlobClient(directory.resolve("twice").key())
            .getBlockBlobClient();
    AtomicInteger commits = new AtomicInteger();
    proxy.onRequest(
        request ->
            request.contains("comp=blocklist") && commits.getAndIncrement() == 0
                ? Fault.cutAfter(0)
                : Fault.NONE);
    new AzureUpload(unlucky, 5 << 20).put(spool(content));
    assertArrayEquals(content, read(directory.resolve("twice")));
    assertEquals(2, commits.get());
  }

  @Test
  void lostConnectionsAndFullServersAreRepeated() throws IOException {
    byte[] content = random(3 << 20);
    AtomicInteger count = new AtomicInteger();
    proxy.onRequest(
        request ->
            switch (count.getAndIncrement() % 3) {
              case 0 -> AzureContainers.fault(503, "ServerBusy", "The server is busy.");
              case 1 -> Fault.cutAfter(0);
              default -> Fault.NONE;
            });
    store.put(spool(content), directory.resolve("a"));
    proxy.onRequest(request -> Fault.NONE);
    assertArrayEquals(content, read(directory.resolve("a")));
  }

  @Test
  void uploadThatFailsLeavesNoObject() {
    proxy.onRequest(
        request ->
            request.contains("comp=block&") || request.contains("comp=blocklist")
                ? AzureContainers.fault(403, "AuthorizationFailure", "No")
                : Fault.NONE);
    AzurePlace place = AzurePlace.of(directory.bucket());
    BlockBlobClient refused =
        new AzureSettings(proxy.url(), AzureServer.ACCOUNT_KEY, null)
            .client(place)
            .getBlobContainerClient(place.container())
            .getBlobClient(directory.resolve("refused").key())
            .getBlockBlobClient();
    assertThrows(
        BlobStorageException.class,
        () -> new AzureUpload(refused, 1 << 20).put(spool(new byte[3 << 20])));
    assertEquals(List.of(), keys());
  }

  @Test
  void readingGoesOnWhereTheConnectionBrokeOff() throws IOException {
    byte[] content = random(5 << 20);
    Stores.write(directory + "/read", content);
    AtomicInteger gets = new AtomicInteger();
    proxy.onRequest(
        request ->
            request.startsWith("GET ") && gets.incrementAndGet() < 2
                ? Fault.cutAfter(1_500_000)
                : Fault.NONE);
    assertArrayEquals(content, read(directory.resolve("read")));
    // Before each further attempt the client waits twice as long, from 1.6 s on.
    assertEquals(2, gets.get());
  }

  @Test
  void readingIsRepeatedWhereTheServerIsFull() throws IOException {
    byte[] content = random(100_000);
    Stores.write(directory + "/read", content);
    AtomicInteger gets = new AtomicInteger();
    proxy.onRequest(
        request ->
            request.startsWith("GET ") && gets.getAndIncrement() < 3
                ? AzureContainers.fault(503, "ServerBusy", "The server is busy.")
                : Fault.NONE);
    assertArrayEquals(content, read(directory.resolve("read")));
  }

  @Test
  void objectThatIsGoneIsNotAskedForAgainAndAgain() {
    assertThrows(IOException.class, () -> read(directory.resolve("gone")));
    assertEquals(1, proxy.requests().size());
  }

  @Test
  void patternsFindWhatTheyNameAndNoDirectories() throws IOException {
    for (String key : List.of("in/a.ndjson", "in/b.csv", "in/sub/c.ndjson", "inn/d.ndjson")) {
      Stores.write("%s/%s".formatted(directory, key), key.getBytes(StandardCharsets.UTF_8));
    }
    // As an account with a hierarchical namespace lists a directory.
    blob("in/empty")
        .uploadWithResponse(
            new ByteArrayInputStream(new byte[0]),
            0,
            null,
            Map.of("hdi_isfolder", "true"),
            null,
            null,
            null,
            null,
            Context.NONE);
    assertEquals(List.of("in/a.ndjson"), matches("in/*.ndjson"));
    assertEquals(List.of("in/a.ndjson", "in/sub/c.ndjson"), matches("in/**.ndjson"));
    assertEquals(List.of("in/a.ndjson", "in/b.csv", "in/sub/c.ndjson"), matches("in/**"));
    assertEquals(List.of("in/b.csv"), matches("in/b.csv"));
    assertEquals(List.of(), matches("in/nothing"));
    FileSystems.delete(
        List.of(FileSystems.matchNewResource(directory + "/in/b.csv", /* isDirectory= */ false)));
    assertEquals(List.of(), matches("in/b.csv"));
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
    for (int i = 0; i < 7; i++) {
      Stores.write("%s/many/%d".formatted(directory, i), new byte[1]);
    }
    List<String> found = new ArrayList<>();
    ((AzureStore) store)
        .list(directory.resolve("many/"), 3, object -> found.add(object.name().key()));
    assertEquals(keys(), found);
    assertEquals(7, found.size());
    assertEquals(
        2, proxy.requests().stream().filter(request -> request.contains("marker=")).count());
  }

  @Test
  void nothingShowsTheKeys() {
    assertFalse(
        new AzureSettings(proxy.url(), AzureServer.ACCOUNT_KEY, "sig=secret")
            .toString()
            .matches(".*(secret|%s).*".formatted(AzureServer.ACCOUNT_KEY)));
  }

  @Test
  void accountsAnswerAtTheAddressOfBlobs() {
    assertEquals(
        "https://plant.blob.core.windows.net",
        new AzureSettings(null, null, null).url(AzurePlace.of("lake@plant.dfs.core.windows.net")));
    assertTrue(AzurePlace.isOne("lake@plant.blob.core.chinacloudapi.cn"));
    for (String wrong :
        List.of("lake", "lake@plant", "Lake@plant.dfs.core.windows.net", "@a.dfs.b")) {
      assertFalse(AzurePlace.isOne(wrong), wrong);
    }
  }

  private String problem(ObjectName name) {
    String reading = store.problemWith(name).orElseThrow();
    IOException writing = assertThrows(IOException.class, () -> store.tryToWrite(name));
    assertEquals("%s cannot be written to: %s".formatted(name, reading), writing.getMessage());
    return reading;
  }

  private Map<String, String> options(String url, String key) throws IOException {
    Map<String, String> options = new HashMap<>();
    options.put("azureEndpoint", url);
    options.put("azureAccountKey", secret("key", key));
    return options;
  }

  private String secret(String name, String value) throws IOException {
    return "secret:file:" + Files.writeString(folder.resolve(name), value);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private BlockBlobClient blob(String name) {
    return AzureContainers.client(container)
        .getBlobClient(directory.resolve(name).key())
        .getBlockBlobClient();
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
    return AzureContainers.client(container).listBlobs().stream().map(BlobItem::getName).toList();
  }
}
