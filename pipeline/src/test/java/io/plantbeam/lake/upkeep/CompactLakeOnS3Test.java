package io.plantbeam.lake.upkeep;

import static io.plantbeam.lake.upkeep.TestLake.batch;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.lake.store.LakeDirectory;
import io.plantbeam.servers.S3Server;
import io.plantbeam.stores.Stores;
import io.plantbeam.testing.FaultyProxy;
import io.plantbeam.testing.FaultyProxy.Fault;
import io.plantbeam.testing.SharedS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same in a store, whose files the server has in a directory; and what only a store does. */
class CompactLakeOnS3Test extends CompactLakeTest {
  /** More than this are not in one answer, and not in one request to delete. */
  private static final int PAGE = 1000;

  private final String bucket = SharedS3.newBucket();
  private FaultyProxy proxy;

  @Override
  TestLake open() {
    S3Server server = SharedS3.server();
    try {
      proxy = new FaultyProxy(server.port());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    Map<String, String> options = server.options(proxy.url());
    Stores.open(options);
    return new TestLake(
        "s3://%s/lake".formatted(bucket), server.bucket(bucket).resolve("lake"), options) {
      @Override
      LakeDirectory directory() {
        // Tests put files there.
        server.adopt(bucket);
        return super.directory();
      }
    };
  }

  @AfterEach
  void closeProxy() throws IOException {
    proxy.close();
  }

  @Test
  void storeThatPutsOffAndBreaksOffLosesNothing() throws IOException, SQLException {
    lake.write(batch("s", "f/1", DAY, 0, 3000));
    lake.write(batch("s", "f/1", DAY, 2000, 4000));
    lake.write(batch("s", "f2", DAY, 0, 100));
    AtomicInteger count = new AtomicInteger();
    proxy.onRequest(
        request ->
            switch (count.getAndIncrement() % 4) {
              case 0 -> Fault.s3(503, "SlowDown", "Please reduce your request rate.");
              case 1 -> Fault.cutAfter(request.startsWith("GET ") ? 700 : 0);
              default -> Fault.NONE;
            });
    CompactLake.Result result = compact(false);
    proxy.onRequest(request -> Fault.NONE);

    assertEquals(1000, result.repeats());
    assertEquals(4100, lake.rows().size());
    assertEquals(2, readings().size());
    assertEquals(List.of(), verify());
  }

  @Test
  void wheneverItIsKilledTheNextOneFinishesOrBeginsAgain() throws IOException, SQLException {
    lake.write(batch("s", "f/1", DAY, 0, 60));
    lake.write(batch("s", "f/1", DAY, 40, 100));
    List<byte[]> contents = new ArrayList<>();
    List<String> names = readings();
    for (String name : names) {
      contents.add(Files.readAllBytes(lake.file(name)));
    }
    boolean killed = true;
    int steps = 0;
    while (killed) {
      killed = dies(steps++);
      // A reader sees every reading, whenever it looks.
      assertEquals(100, lake.query("select distinct source_offset from lake").size());
      compact(false);
      assertEquals(100, lake.rows().size(), "killed before change " + steps);
      assertEquals(1, readings().size());
      assertEquals(List.of(), verify());
      Stores.delete(List.of(lake.directory() + readings().get(0)));
      for (int i = 0; i < contents.size(); i++) {
        Stores.write(lake.directory() + names.get(i), contents.get(i));
      }
    }
    assertTrue(steps > 3, "so many changes: " + steps);
  }

  /** Compacts, and is refused from a change of the store on, as if it were gone. */
  private boolean dies(int afterChanges) {
    AtomicInteger changes = new AtomicInteger();
    proxy.onRequest(
        request ->
            (request.startsWith("GET ") || request.startsWith("HEAD ")
                        ? changes.get()
                        : changes.incrementAndGet())
                    <= afterChanges
                ? Fault.NONE
                : Fault.s3(403, "AccessDenied", "Access Denied"));
    try {
      compact(false);
      return false;
    } catch (IOException e) {
      return true;
    } finally {
      proxy.onRequest(request -> Fault.NONE);
    }
  }

  @Test
  void moreFilesThanAPageAreSeenAndDeleted() throws IOException, SQLException {
    lake.write(batch("s", "f9", DAY, 0, 10));
    lake.write(batch("s", "f9", DAY, 10, 20));
    Path today = Files.createDirectories(lake.file("facility_id=f1/sensor_type=t/date=2026-01-04"));
    byte[] content = Files.readAllBytes(lake.file(readings().get(0)));
    for (int i = 0; i < PAGE + 50; i++) {
      Files.write(today.resolve("readings-%04d.parquet".formatted(i)), content);
    }
    int before = proxy.requests().size();
    assertEquals(PAGE + 52, readings().size());
    // Two pages, and nothing that asks for each file.
    assertEquals(before + 2, proxy.requests().size());

    // Those of the second page, of a day that is over.
    assertEquals(1, compact(false).partitions());
    assertEquals(PAGE + 51, readings().size());

    ExpireLake.Result expired =
        new ExpireLake(lake.directory(), List.of(), Duration.ofDays(1), said::add)
            .run(Instant.parse("2026-02-01T00:00:00Z"), false);
    assertEquals(PAGE + 51, expired.files());
    assertEquals(List.of(), readings());
  }

  @Test
  void permissionThatIsMissingIsNamed() throws IOException {
    lake.write(batch("s", "f/1", DAY, 0, 10));
    lake.write(batch("s", "f/1", DAY, 10, 20));
    proxy.onRequest(
        request ->
            request.startsWith("POST ") && request.contains("delete")
                ? Fault.answer(
                    200,
                    "",
                    """
                    <?xml version="1.0"?><DeleteResult><Error><Key>lake/x.parquet</Key>\
                    <Code>AccessDenied</Code><Message>Access Denied</Message></Error></DeleteResult>
                    """)
                : Fault.NONE);
    IOException e = assertThrows(IOException.class, () -> compact(false));
    assertEquals(
        "s3://%s/lake/x.parquet cannot be deleted: the credentials may not do this; needed is s3:DeleteObject"
            .formatted(bucket),
        e.getMessage());
  }
}
