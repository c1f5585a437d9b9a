package io.plantbeam.kafka;

import io.plantbeam.model.MessageContent;
import io.plantbeam.model.RawMessage;
import io.plantbeam.parse.EventTimeExtractor;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.TimestampPolicy;
import org.apache.beam.sdk.io.kafka.TimestampPolicyFactory;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.joda.time.Instant;

/**
 * The watermark of one partition: its greatest event time, but never more than the clock, less the
 * allowed disorder; and of an idle partition the time at which it was last known to be empty, less
 * the same. It never goes back.
 *
 * <p>A reading that is further ahead of the clock than the allowed disorder comes from a wrong
 * clock, and counts as if it were not there: one of them would make all that comes from the past,
 * of sensors that lag or of a topic that is read again, too late for its windows.
 *
 * <p>A partition is idle when it was known to be empty at a check that was made after it had been
 * silent for {@code idleAfter}. Beam's own policies wait for ever for a partition that has had no
 * record (apache/beam#20908). No check succeeds while the broker is down, so an outage makes no
 * partition idle.
 *
 * <p>The timestamp of an element is its event time, or the watermark where it lies behind it, or
 * the clock where it is ahead of it: so no element is late where it is only stored, and none waits
 * for a time that may never come.
 *
 * <p>Not thread-safe, as KafkaIO's readers are not.
 */
public final class IdleSafeTimestampPolicy extends TimestampPolicy<byte[], byte[]> {
  private static final long MIN = BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis();

  private final Factory settings;
  private final Activity activity;
  private final RecordContent content = new RecordContent();
  private long greatestEventTime = EventTimeExtractor.NONE;
  private boolean recordSinceWatermark;
  private Instant watermark;

  private IdleSafeTimestampPolicy(Factory settings, Activity activity, Instant previous) {
    this.settings = settings;
    this.activity = activity;
    this.watermark = previous;
  }

  @Override
  public Instant getTimestampForRecord(
      PartitionContext partition, KafkaRecord<byte[], byte[]> record) {
    if (GapRecord.isGap(record)) {
      return watermark;
    }
    long found = eventTime(record);
    if (found == EventTimeExtractor.NONE) {
      recordSinceWatermark = true;
      return watermark;
    }
    long now = settings.clock.millis();
    if (found - now <= settings.maxOutOfOrdernessMillis) {
      recordSinceWatermark = true;
      greatestEventTime = Math.max(greatestEventTime, found);
    }
    long eventTime = Math.max(MIN, Math.min(now, found));
    return eventTime > watermark.getMillis() ? Instant.ofEpochMilli(eventTime) : watermark;
  }

  private long eventTime(KafkaRecord<byte[], byte[]> record) {
    byte[] payload = record.getKV().getValue();
    if (payload == null || payload.length > RawMessage.MAX_PAYLOAD_BYTES) {
      return EventTimeExtractor.NONE;
    }
    content.record = record;
    try {
      return settings.eventTimes.eventTimeMillis(content);
    } catch (RuntimeException e) {
      // The message becomes a dead letter where it is parsed, which says what is wrong with it.
      return EventTimeExtractor.NONE;
    }
  }

  @Override
  public Instant getWatermark(PartitionContext partition) {
    long now = settings.clock.millis();
    if (recordSinceWatermark) {
      recordSinceWatermark = false;
      activity.lastActive = now;
    }
    long reached = MIN;
    if (greatestEventTime != EventTimeExtractor.NONE) {
      reached = Math.min(greatestEventTime, now);
    }
    long checked = partition.getBacklogCheckTime().getMillis();
    if (partition.getMessageBacklog() == 0
        && checked >= activity.lastActive + settings.idleAfterMillis) {
      reached = Math.max(reached, Math.min(checked, now));
    }
    long next = Math.max(MIN, reached - settings.maxOutOfOrdernessMillis);
    if (next > watermark.getMillis()) {
      watermark = Instant.ofEpochMilli(next);
      activity.watermark = watermark;
    }
    return watermark;
  }

  /** The record at hand, as what finds its event time sees it. */
  private static final class RecordContent implements MessageContent {
    private KafkaRecord<byte[], byte[]> record;

    @Override
    public byte[] payload() {
      return record.getKV().getValue();
    }

    @Override
    public String topic() {
      return record.getTopic();
    }

    @Override
    public byte[] key() {
      return record.getKV().getKey();
    }

    @Override
    public byte[] header(String name) {
      Header header = record.getHeaders() == null ? null : record.getHeaders().lastHeader(name);
      return header == null ? null : header.value();
    }
  }

  /** Makes the policy of each partition, also when a reader is opened again. */
  public static final class Factory implements TimestampPolicyFactory<byte[], byte[]> {
    private static final long serialVersionUID = 1;

    /**
     * Since when partitions are silent. A checkpoint does not hold it, and the Direct runner opens
     * a reader again every few hundred records: a silent partition beside a busy one would never be
     * silent for long enough.
     */
    private static final ConcurrentMap<ActivityKey, Activity> ACTIVITIES =
        new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();
    private final EventTimeExtractor eventTimes;
    private final long maxOutOfOrdernessMillis;
    private final long idleAfterMillis;
    private final Clock clock;

    public Factory(EventTimeExtractor eventTimes, Duration maxOutOfOrderness, Duration idleAfter) {
      this(eventTimes, maxOutOfOrderness, idleAfter, Clock.systemUTC());
    }

    /** The clock must be serialisable. */
    Factory(
        EventTimeExtractor eventTimes,
        Duration maxOutOfOrderness,
        Duration idleAfter,
        Clock clock) {
      this.eventTimes = eventTimes;
      this.maxOutOfOrdernessMillis = maxOutOfOrderness.toMillis();
      this.idleAfterMillis = idleAfter.toMillis();
      this.clock = clock;
    }

    @Override
    public IdleSafeTimestampPolicy createTimestampPolicy(
        TopicPartition partition, Optional<Instant> previousWatermark) {
      Instant previous = previousWatermark.orElse(BoundedWindow.TIMESTAMP_MIN_VALUE);
      // The last reader's activity is this one's only if this one goes on where that one stopped.
      Activity activity =
          ACTIVITIES.compute(
              new ActivityKey(id, partition),
              (key, last) ->
                  last != null && last.watermark.equals(previous)
                      ? new Activity(last.lastActive, previous)
                      : new Activity(clock.millis(), previous));
      return new IdleSafeTimestampPolicy(this, activity, previous);
    }
  }

  private record ActivityKey(String factory, TopicPartition partition) {}

  private static final class Activity {
    private volatile long lastActive;
    private volatile Instant watermark;

    Activity(long lastActive, Instant watermark) {
      this.lastActive = lastActive;
      this.watermark = watermark;
    }
  }
}
