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
import java.util.concurrent.atomic.AtomicLong;
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
 * <p>A partition is active when its event time goes on. It is idle when all that it held at a check
 * was read, and the check was made after it had not been active for {@code idleAfter}. So messages
 * without an event time, tombstones, readings ahead of the clock, and a clock that stands still
 * hold back no more than silence does; nor do readings more than {@link #OLD a day} behind the
 * newest of the partitions that are read in this process. Beam's own policies wait for ever for a
 * partition that has had no record (apache/beam#20908). No check succeeds while the broker is down,
 * so an outage makes no partition idle.
 *
 * <p>The timestamp of an element is its event time, or the watermark where it lies behind it, or
 * the clock where it is ahead of it: so no element is late where it is only stored, and none waits
 * for a time that may never come.
 *
 * <p>Not thread-safe, as KafkaIO's readers are not.
 */
public final class IdleSafeTimestampPolicy extends TimestampPolicy<byte[], byte[]> {
  /** How far behind the newest of the partitions a reading may be to keep its own one active. */
  static final Duration OLD = Duration.ofDays(1);

  private static final long MIN = BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis();
  private static final long UNKNOWN = -1;

  private final Factory settings;
  private final Activity activity;
  private final RecordContent content = new RecordContent();
  private long greatestEventTime = EventTimeExtractor.NONE;
  private long nextOffset = UNKNOWN;
  private boolean progressSinceWatermark;
  private Instant watermark;

  private IdleSafeTimestampPolicy(Factory settings, Activity activity, Instant previous) {
    this.settings = settings;
    this.activity = activity;
    this.watermark = previous;
  }

  @Override
  public Instant getTimestampForRecord(
      PartitionContext partition, KafkaRecord<byte[], byte[]> record) {
    nextOffset = record.getOffset() + 1;
    if (GapRecord.isGap(record)) {
      return watermark;
    }
    long found = eventTime(record);
    if (found == EventTimeExtractor.NONE) {
      return watermark;
    }
    long now = settings.clock.millis();
    if (found - now <= settings.maxOutOfOrdernessMillis) {
      greatestEventTime = Math.max(greatestEventTime, found);
      progressSinceWatermark |= activity.progresses(found, settings.newest());
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
    if (progressSinceWatermark) {
      progressSinceWatermark = false;
      activity.lastActive = now;
    }
    activity.note(partition, nextOffset);
    long reached = MIN;
    if (greatestEventTime != EventTimeExtractor.NONE) {
      reached = Math.min(greatestEventTime, now);
    }
    if (activity.emptyAt >= activity.lastActive + settings.idleAfterMillis) {
      reached = Math.max(reached, Math.min(activity.emptyAt, now));
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
     * Since when partitions are idle. A checkpoint does not hold it, and the Direct runner opens a
     * reader again every few hundred records: an idle partition beside a busy one would never be
     * idle for long enough.
     */
    private static final ConcurrentMap<ActivityKey, Activity> ACTIVITIES =
        new ConcurrentHashMap<>();

    /** The newest event time of all partitions that a factory's policies read in this process. */
    private static final ConcurrentMap<String, AtomicLong> NEWEST = new ConcurrentHashMap<>();

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
                      ? new Activity(last)
                      : new Activity(clock.millis(), previous));
      return new IdleSafeTimestampPolicy(this, activity, previous);
    }

    private AtomicLong newest() {
      return NEWEST.computeIfAbsent(id, key -> new AtomicLong(EventTimeExtractor.NONE));
    }
  }

  private record ActivityKey(String factory, TopicPartition partition) {}

  /**
   * What a partition has done. One reader changes it; the next may take it over on another thread.
   */
  private static final class Activity {
    private volatile long lastActive;
    private volatile Instant watermark;

    /** The time of the last check of whose records none is left to read. */
    private volatile long emptyAt = MIN;

    private volatile long greatestEventTime = EventTimeExtractor.NONE;

    /** A check that found records to read: where they ended, and when it was. */
    private volatile long endAtCheck = UNKNOWN;

    private volatile long checkedAt;

    Activity(long lastActive, Instant watermark) {
      this.lastActive = lastActive;
      this.watermark = watermark;
    }

    Activity(Activity last) {
      this(last.lastActive, last.watermark);
      emptyAt = last.emptyAt;
      greatestEventTime = last.greatestEventTime;
      endAtCheck = last.endAtCheck;
      checkedAt = last.checkedAt;
    }

    /**
     * Whether a usable event time is a step forward.
     *
     * @param newest of all partitions, which this moves on
     */
    boolean progresses(long eventTime, AtomicLong newest) {
      if (eventTime <= greatestEventTime) {
        return false;
      }
      greatestEventTime = eventTime;
      return eventTime >= newest.accumulateAndGet(eventTime, Math::max) - OLD.toMillis();
    }

    /** Takes notice of the last check, and of how far the partition has been read. */
    void note(PartitionContext partition, long nextOffset) {
      long checked = partition.getBacklogCheckTime().getMillis();
      long backlog = partition.getMessageBacklog();
      if (backlog == 0) {
        emptyAt = Math.max(emptyAt, checked);
        endAtCheck = UNKNOWN;
        return;
      }
      if (endAtCheck != UNKNOWN && nextOffset >= endAtCheck) {
        emptyAt = Math.max(emptyAt, checkedAt);
        endAtCheck = UNKNOWN;
      }
      // A partition that is never empty is known to have been read up to a check all the same.
      if (endAtCheck == UNKNOWN && nextOffset != UNKNOWN && backlog > 0) {
        endAtCheck = nextOffset + backlog;
        checkedAt = checked;
      }
    }
  }
}
