package io.plantbeam.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.model.RawMessage;
import io.plantbeam.parse.EventTimeExtractor;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.KafkaTimestampType;
import org.apache.beam.sdk.io.kafka.TimestampPolicy.PartitionContext;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class IdleSafeTimestampPolicyTest {
  private static final TopicPartition PARTITION = new TopicPartition("t", 0);
  private static final long MIN = BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis();
  private static final long UNKNOWN = -1;

  /** Times in seconds after this. */
  private static final long EPOCH = 1_800_000_000_000L;

  private static final int OUT_OF_ORDER = 30;
  private static final int IDLE_AFTER = 60;

  private final TestClock clock = new TestClock();
  private final IdleSafeTimestampPolicy.Factory factory =
      new IdleSafeTimestampPolicy.Factory(
          message -> Long.parseLong(new String(message.payload(), StandardCharsets.UTF_8)),
          Duration.ofSeconds(OUT_OF_ORDER),
          Duration.ofSeconds(IDLE_AFTER),
          clock);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          # case,                                  event, silent, backlog, checked ago, watermark
          newest reading less the disorder,          -50,      0,       0,           0,       -80
          readings to come hold an old partition,    -50,    600,       5,           0,       -80
          unknown backlog is not idle,               -50,    600,      -1,           0,       -80
          silence that is too short is not idle,     -50,     59,       0,           0,       -80
          empty and silent is idle,                  -50,     60,       0,           0,        30
          idle counts from the check,                -50,    600,       0,           7,       563
          check before the silence was long enough,  -50,    600,       0,         541,       -80
          check at which it was just long enough,    -50,    600,       0,         540,        30
          broker down since before the silence,      -50,    600,       0,         601,       -80
          reading a little ahead of the clock,        20,      5,       5,           0,       -25
          future reading in an idle partition,      9999,    100,       0,           0,        70
          """)
  void watermarkAfterOneReading(
      String name, long event, long silent, long backlog, long checkedAgo, long expected) {
    IdleSafeTimestampPolicy policy = policy();
    clock.set(0);
    policy.getTimestampForRecord(context(5, 0), record(event));
    policy.getWatermark(context(5, 0));

    clock.set(silent);

    assertEquals(at(expected), millis(policy, context(backlog, silent - checkedAgo)));
  }

  @Test
  void partitionWithoutRecordHoldsWindowsBackOnlyUntilItIsIdle() {
    clock.set(0);
    IdleSafeTimestampPolicy policy = policy();
    assertEquals(MIN, millis(policy, context(UNKNOWN, 0)));
    clock.set(59);
    assertEquals(MIN, millis(policy, context(0, 59)));
    clock.set(61);
    assertEquals(MIN, millis(policy, context(0, 59)), "the check is too old");
    assertEquals(at(61 - OUT_OF_ORDER), millis(policy, context(0, 61)));
  }

  @Test
  void watermarkNeverGoesBack() {
    clock.set(1000);
    IdleSafeTimestampPolicy policy = policy();
    policy.getTimestampForRecord(context(1, 1000), record(500));
    assertEquals(at(470), millis(policy, context(0, 1000)));
    policy.getTimestampForRecord(context(1, 1000), record(100));
    assertEquals(at(470), millis(policy, context(0, 1000)));
    clock.set(400);
    assertEquals(at(470), millis(policy, context(0, 400)), "a clock that was set back");
  }

  @Test
  void restoredWatermarkIsTheFloor() {
    clock.set(1000);
    IdleSafeTimestampPolicy policy =
        factory.createTimestampPolicy(PARTITION, Optional.of(instant(700)));
    assertEquals(at(700), millis(policy, context(5, 1000)));
    assertEquals(at(700), timestamp(policy, record(600)));
    assertEquals(at(800), timestamp(policy, record(800)));
    assertEquals(at(770), millis(policy, context(5, 1000)));
  }

  @Test
  void elementIsNeverBehindTheWatermark() {
    clock.set(1000);
    IdleSafeTimestampPolicy policy = policy();
    assertEquals(MIN, timestamp(policy, recordOf(null)), "a tombstone before any reading");
    assertEquals(at(500), timestamp(policy, record(500)));
    assertEquals(at(100), timestamp(policy, record(100)), "no watermark was given yet");
    policy.getWatermark(context(5, 1000));
    assertEquals(at(470), timestamp(policy, record(100)));
    assertEquals(at(470), timestamp(policy, recordOf(null)));
    assertEquals(at(470), timestamp(policy, recordOf(new byte[RawMessage.MAX_PAYLOAD_BYTES + 1])));
  }

  @Test
  void readingOfAWrongClockMovesNothing() {
    clock.set(1000);
    IdleSafeTimestampPolicy policy = policy();
    policy.getTimestampForRecord(context(5, 1000), record(500));
    assertEquals(at(1000), timestamp(policy, record(1000 + OUT_OF_ORDER + 1)));
    assertEquals(at(1000), timestamp(policy, recordOf(utf8(253_402_300_799_999L))));
    assertEquals(at(470), millis(policy, context(5, 1000)));
  }

  static Stream<Arguments> messagesThatBringNoEventTimeForward() {
    return Stream.of(
        Arguments.of("tombstones", (LongFunction<byte[]>) second -> null),
        Arguments.of("no event time", (LongFunction<byte[]>) second -> new byte[] {'?'}),
        Arguments.of(
            "ahead of the clock", (LongFunction<byte[]>) second -> utf8(at(second + 3_600))),
        Arguments.of("a clock that stands still", (LongFunction<byte[]>) second -> utf8(at(-90))),
        Arguments.of(
            "a clock that is set back again and again",
            (LongFunction<byte[]>) second -> utf8(at(-90 + second % 2))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messagesThatBringNoEventTimeForward")
  void partitionWithoutProgressOfItsEventTimeIsIdle(String name, LongFunction<byte[]> payload) {
    clock.set(0);
    IdleSafeTimestampPolicy policy = policy();
    for (long second = 1; second < IDLE_AFTER; second++) {
      clock.set(second);
      policy.getTimestampForRecord(context(0, second), recordOf(payload.apply(second)));
      assertTrue(millis(policy, context(0, second)) < at(-90), "at " + second);
    }
    clock.set(62);
    policy.getTimestampForRecord(context(0, 62), recordOf(payload.apply(62)));
    assertEquals(at(32), millis(policy, context(0, 62)));
  }

  @Test
  void readingsADayBehindThoseOfAnotherPartitionHoldNothingBack() {
    clock.set(0);
    IdleSafeTimestampPolicy old = policy();
    IdleSafeTimestampPolicy other =
        factory.createTimestampPolicy(new TopicPartition("t", 1), Optional.empty());
    long lag = IdleSafeTimestampPolicy.OLD.toSeconds() + 10;
    for (long second = 1; second <= 62; second++) {
      clock.set(second);
      other.getTimestampForRecord(context(0, second), record(second));
      old.getTimestampForRecord(context(0, second), record(second - lag));
      millis(old, context(0, second));
    }
    assertEquals(at(32), millis(old, context(0, 62)));
  }

  @Test
  void replayOfOldReadingsKeepsItsOwnTime() {
    clock.set(0);
    IdleSafeTimestampPolicy policy = policy();
    long lag = 1_000 * IdleSafeTimestampPolicy.OLD.toSeconds();
    for (long second = 1; second <= 200; second++) {
      clock.set(second);
      policy.getTimestampForRecord(context(0, second), record(second - lag));
      assertEquals(at(second - lag - OUT_OF_ORDER), millis(policy, context(0, second)));
    }
  }

  @Test
  void partitionThatIsNeverEmptyIsIdleWhenItWasReadUpToACheck() {
    clock.set(0);
    IdleSafeTimestampPolicy policy = policy();
    long offset = 0;
    for (long second = 1; second <= 70; second++) {
      clock.set(second);
      // Five messages each second, of which three are not read yet.
      for (int i = 0; i < 5; i++) {
        policy.getTimestampForRecord(
            context(3, second),
            new KafkaRecord<>(
                "t",
                0,
                offset++,
                0,
                KafkaTimestampType.CREATE_TIME,
                new RecordHeaders(),
                null,
                null));
      }
      millis(policy, context(3, second));
    }
    assertEquals(at(69 - OUT_OF_ORDER), millis(policy, context(3, 70)));
  }

  @Test
  void messageOnWhichTheSearchForItsTimeFailsHasNone() {
    clock.set(0);
    assertEquals(MIN, timestamp(policy(), recordOf(new byte[] {'?'})));
  }

  @Test
  void topicKeyAndHeadersReachWhatFindsTheEventTime() {
    clock.set(0);
    IdleSafeTimestampPolicy.Factory ofHeader =
        new IdleSafeTimestampPolicy.Factory(
            message ->
                message.topic().equals("t") && message.key()[0] == 'k'
                    ? Long.parseLong(new String(message.header("time"), StandardCharsets.UTF_8))
                    : EventTimeExtractor.NONE,
            Duration.ofSeconds(OUT_OF_ORDER),
            Duration.ofSeconds(IDLE_AFTER),
            clock);
    KafkaRecord<byte[], byte[]> record =
        new KafkaRecord<>(
            "t",
            0,
            0,
            0,
            KafkaTimestampType.CREATE_TIME,
            new RecordHeaders().add("time", utf8(at(-50))),
            new byte[] {'k'},
            new byte[0]);
    assertEquals(
        at(-50), timestamp(ofHeader.createTimestampPolicy(PARTITION, Optional.empty()), record));
  }

  @Test
  void gapBetweenRecordsDoesNotKeepThePartitionAwake() {
    clock.set(0);
    IdleSafeTimestampPolicy policy = policy();
    clock.set(60);
    ConsumerRecord<byte[], byte[]> gap = GapRecord.at(PARTITION, 7);
    KafkaRecord<byte[], byte[]> record =
        new KafkaRecord<>(
            "t", 0, 7, -1, KafkaTimestampType.NO_TIMESTAMP_TYPE, gap.headers(), null, null);
    assertEquals(MIN, timestamp(policy, record));
    assertEquals(at(30), millis(policy, context(0, 60)));
  }

  @Test
  void silenceGoesOnWhenTheReaderIsOpenedAgain() {
    clock.set(0);
    IdleSafeTimestampPolicy first = policy();
    first.getTimestampForRecord(context(1, 0), record(-50));
    long watermark = millis(first, context(0, 0));

    clock.set(40);
    IdleSafeTimestampPolicy second = reopened(watermark);
    clock.set(60);
    assertEquals(at(30), millis(second, context(0, 60)));
  }

  @Test
  void silenceBeginsAnewWhenTheReaderIsOpenedFromAnotherPoint() {
    clock.set(0);
    IdleSafeTimestampPolicy first = policy();
    first.getTimestampForRecord(context(1, 0), record(-50));
    first.getWatermark(context(0, 0));

    clock.set(40);
    IdleSafeTimestampPolicy second = reopened(at(-90));
    clock.set(60);
    assertEquals(at(-90), millis(second, context(0, 60)));
    clock.set(100);
    assertEquals(at(70), millis(second, context(0, 100)));
  }

  private IdleSafeTimestampPolicy policy() {
    return factory.createTimestampPolicy(PARTITION, Optional.empty());
  }

  private IdleSafeTimestampPolicy reopened(long watermark) {
    return factory.createTimestampPolicy(
        PARTITION, Optional.of(org.joda.time.Instant.ofEpochMilli(watermark)));
  }

  private static long millis(IdleSafeTimestampPolicy policy, PartitionContext context) {
    return policy.getWatermark(context).getMillis();
  }

  private static long timestamp(
      IdleSafeTimestampPolicy policy, KafkaRecord<byte[], byte[]> record) {
    return policy.getTimestampForRecord(context(1, 0), record).getMillis();
  }

  private static KafkaRecord<byte[], byte[]> record(long eventSecond) {
    return recordOf(utf8(at(eventSecond)));
  }

  private static byte[] utf8(long number) {
    return String.valueOf(number).getBytes(StandardCharsets.UTF_8);
  }

  private static KafkaRecord<byte[], byte[]> recordOf(byte[] value) {
    return new KafkaRecord<>(
        "t", 0, 0, 0, KafkaTimestampType.CREATE_TIME, new RecordHeaders(), null, value);
  }

  private static PartitionContext context(long backlog, long checkedSecond) {
    return new PartitionContext() {
      @Override
      public long getMessageBacklog() {
        return backlog;
      }

      @Override
      public org.joda.time.Instant getBacklogCheckTime() {
        return instant(checkedSecond);
      }
    };
  }

  private static long at(long second) {
    return EPOCH + second * 1000;
  }

  private static org.joda.time.Instant instant(long second) {
    return org.joda.time.Instant.ofEpochMilli(at(second));
  }

  private static final class TestClock extends Clock {
    private long millis;

    void set(long second) {
      millis = at(second);
    }

    @Override
    public long millis() {
      return millis;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
