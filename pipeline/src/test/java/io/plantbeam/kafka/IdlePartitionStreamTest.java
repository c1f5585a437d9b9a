package io.plantbeam.kafka;

import io.plantbeam.model.AssetContext;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.Reading;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.panes.SeriesPanes;
import io.plantbeam.windows.SlidingStats;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.KafkaTimestampType;
import org.apache.beam.sdk.io.kafka.TimestampPolicy.PartitionContext;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Two partitions, of which one is silent, on a stream whose watermark is the lesser of theirs. */
class IdlePartitionStreamTest {
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final Duration OUT_OF_ORDER = Duration.ofSeconds(30);
  private static final Duration IDLE_AFTER = Duration.ofSeconds(60);
  private static final Origin BUSY = Origin.ofPartition("t", 0);

  private final SettableClock clock = new SettableClock();
  private final IdleSafeTimestampPolicy.Factory factory =
      new IdleSafeTimestampPolicy.Factory(
          message -> Long.parseLong(new String(message.payload(), StandardCharsets.UTF_8)),
          OUT_OF_ORDER,
          IDLE_AFTER,
          clock);
  private final IdleSafeTimestampPolicy busy = policy(0);
  private final IdleSafeTimestampPolicy silent = policy(1);

  @Test
  void silentPartitionHoldsWindowsOpenUntilItIsIdle() {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PlantbeamCoders.register(pipeline.getCoderRegistry());
    TestStream.Builder<EnrichedBatch> stream =
        TestStream.create(EnrichedBatch.EnrichedBatchCoder.INSTANCE);

    stream = stream.addElements(readingAt(0));
    clock.second = 59;
    stream = advance(stream.addElements(readingAt(59)));
    stream = stream.addElements(readingAt(5));
    clock.second = 61;
    stream = advance(stream.addElements(readingAt(61)));
    stream = stream.addElements(readingAt(6));

    SeriesPanes panes = SeriesPanes.forWindows(WINDOW, WINDOW, Duration.ZERO);
    PAssert.that(
            pipeline
                .apply(stream.advanceWatermarkToInfinity())
                .apply(panes.orderReadings())
                .apply(panes)
                .apply(SlidingStats.of(panes, WINDOW, WINDOW))
                .apply(
                    MapElements.into(TypeDescriptors.strings())
                        .via(w -> "from %d s: %d".formatted(w.windowStart() / 1000, w.count()))))
        .containsInAnyOrder("from 0 s: 2", "from 50 s: 1", "from 60 s: 1");
    pipeline.run().waitUntilFinish();
  }

  private TimestampedValue<EnrichedBatch> readingAt(long second) {
    SeriesInfo series = new SeriesInfo("s-1", "m", "m", null, null);
    ReadingBatch batch =
        new ReadingBatch.Builder(series, BUSY)
            .add(
                new Reading(
                    series, second * 1_000_000, 1, 1, RangeCheck.OK, new MessagePosition(BUSY, 0)))
            .build();
    byte[] payload = String.valueOf(second * 1000).getBytes(StandardCharsets.UTF_8);
    return TimestampedValue.of(
        new EnrichedBatch(batch, AssetContext.unmatched(null)),
        busy.getTimestampForRecord(
            context(),
            new KafkaRecord<>(
                "t", 0, 0, 0, KafkaTimestampType.CREATE_TIME, new RecordHeaders(), null, payload)));
  }

  /** KafkaIO's watermark of several partitions is the least. */
  private TestStream.Builder<EnrichedBatch> advance(TestStream.Builder<EnrichedBatch> stream) {
    org.joda.time.Instant ofBusy = busy.getWatermark(context());
    org.joda.time.Instant ofSilent = silent.getWatermark(context());
    return stream.advanceWatermarkTo(ofBusy.isBefore(ofSilent) ? ofBusy : ofSilent);
  }

  private IdleSafeTimestampPolicy policy(int partition) {
    return factory.createTimestampPolicy(new TopicPartition("t", partition), Optional.empty());
  }

  /** Empty, and just checked. */
  private PartitionContext context() {
    return new PartitionContext() {
      @Override
      public long getMessageBacklog() {
        return 0;
      }

      @Override
      public org.joda.time.Instant getBacklogCheckTime() {
        return org.joda.time.Instant.ofEpochMilli(clock.millis());
      }
    };
  }

  private static final class SettableClock extends Clock {
    private long second;

    @Override
    public long millis() {
      return second * 1000;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis());
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
