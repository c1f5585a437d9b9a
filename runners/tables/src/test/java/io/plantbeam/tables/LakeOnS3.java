package io.plantbeam.tables;

import io.plantbeam.servers.S3Server;
import io.plantbeam.testing.FaultyProxy;
import io.plantbeam.testing.FaultyProxy.Fault;
import io.plantbeam.testing.SharedS3;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bucket for a lake and its table, whose files the server has in a directory.
 *
 * <p>S3Proxy passes over {@code If-None-Match}. So what stands before it makes each version once,
 * and answers a second one as Amazon's S3 does.
 */
public final class LakeOnS3 implements TestPlace {
  private static final Pattern VERSION =
      Pattern.compile("PUT (\\S+/(v\\d+\\.metadata|_delta_log/\\d{20})\\.json)\\b.*");
  private static final Fault THERE_ALREADY =
      Fault.s3(412, "PreconditionFailed", "At least one of the pre-conditions did not hold");

  private final String bucket = SharedS3.newBucket();
  private final FaultyProxy proxy = new FaultyProxy(SharedS3.server().port());
  private final Set<String> versions = ConcurrentHashMap.newKeySet();

  public LakeOnS3() throws IOException {
    fail(request -> Fault.NONE);
  }

  /** Decides over requests, but for second ones of a version. */
  private void fail(Function<String, Fault> faults) {
    proxy.onRequest(
        request -> {
          Matcher version = VERSION.matcher(request);
          if (version.matches() && versions.contains(version.group(1))) {
            return THERE_ALREADY;
          }
          Fault fault = faults.apply(request);
          boolean arrives = fault.answer() == null;
          return version.matches() && arrives && !versions.add(version.group(1))
              ? THERE_ALREADY
              : fault;
        });
  }

  /** From now on the store puts off one request of ten, and breaks off one. */
  public void beSlowAndBreakOff() {
    AtomicInteger count = new AtomicInteger();
    fail(
        request ->
            switch (count.getAndIncrement() % 10) {
              case 3 -> Fault.s3(503, "SlowDown", "Please reduce your request rate.");
              case 8 -> Fault.cutAfter(0);
              default -> Fault.NONE;
            });
  }

  /** From now on the store does what it should. */
  public void recover() {
    fail(request -> Fault.NONE);
  }

  @Override
  public TestLake lake() {
    return new TestLake(
        "s3://%s/lake".formatted(bucket), SharedS3.server().bucket(bucket).resolve("lake"));
  }

  @Override
  public void adopt() {
    SharedS3.server().adopt(bucket);
  }

  @Override
  public String warehouse() {
    return "s3://%s/warehouse".formatted(bucket);
  }

  @Override
  public StoreSettings settings() {
    return new StoreSettings(
        proxy.url(), null, null, S3Server.ACCESS_KEY, S3Server.SECRET_KEY, null, ObjectAccess.NONE);
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
