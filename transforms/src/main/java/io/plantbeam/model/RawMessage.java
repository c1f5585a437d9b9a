package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;

/**
 * One message as it was received: the bytes of a Kafka record's value, or of one line of a file.
 *
 * @param payload the bytes, or their beginning where the message is larger than {@link
 *     #MAX_PAYLOAD_BYTES}
 * @param length the number of bytes that the message has
 * @param arrivalMillis the timestamp that the source of a stream gave the message, which is never
 *     behind the watermark; {@link #NO_ARRIVAL} in bounded input
 * @param attributes null where the source has none, or was not asked for them
 */
@SuppressWarnings("ArrayRecordComponent")
public record RawMessage(
    byte[] payload,
    long length,
    MessagePosition position,
    long arrivalMillis,
    MessageAttributes attributes)
    implements MessageContent {
  /** The largest message that is parsed, 1 MiB. */
  public static final int MAX_PAYLOAD_BYTES = 1 << 20;

  /** What is kept of a larger one, 64 KiB. */
  public static final int KEPT_BYTES = 1 << 16;

  /** The least timestamp of an element. */
  public static final long NO_ARRIVAL = BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis();

  /** How many messages a source hands on together at most: it bounds the memory of an element. */
  public static final int MAX_TOGETHER = 8_000;

  /** How many bytes of payload, likewise; the message that reaches it is the last. */
  public static final long MAX_BYTES_TOGETHER = 1 << 22;

  /** A message of which nothing but the payload is known or asked for. */
  public RawMessage(byte[] payload, long length, MessagePosition position, long arrivalMillis) {
    this(payload, length, position, arrivalMillis, null);
  }

  /** A whole message of bounded input. */
  public static RawMessage of(byte[] payload, MessagePosition position) {
    return new RawMessage(payload, payload.length, position, NO_ARRIVAL);
  }

  public boolean isTooLarge() {
    return length > MAX_PAYLOAD_BYTES;
  }

  @Override
  public String topic() {
    return position.origin().name();
  }

  @Override
  public byte[] key() {
    return attributes == null ? null : attributes.key();
  }

  @Override
  public byte[] header(String name) {
    return attributes == null ? null : attributes.header(name);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawMessage that
        && length == that.length
        && arrivalMillis == that.arrivalMillis
        && position.equals(that.position)
        && Objects.equals(attributes, that.attributes)
        && Arrays.equals(payload, that.payload);
  }

  @Override
  public int hashCode() {
    return Objects.hash(position, Arrays.hashCode(payload));
  }

  /**
   * Payload; how many bytes it lacks, doubled, and one more where there are attributes; position,
   * arrival, attributes.
   */
  public static final class MessageCoder extends VersionedCoder<RawMessage> {
    private static final long serialVersionUID = 1;

    public static final MessageCoder INSTANCE = new MessageCoder();

    /** Of messages that a source hands on together. */
    public static final Coder<List<RawMessage>> LIST = ListCoder.of(INSTANCE);

    private MessageCoder() {
      super(1);
    }

    @Override
    protected void write(RawMessage value, ByteWriter out) {
      out.writeBytes(value.payload);
      long missing = value.length - value.payload.length;
      out.writeVarLong(missing << 1 | (value.attributes == null ? 0 : 1));
      MessagePosition.PositionCoder.INSTANCE.embed(value.position, out);
      out.writeSignedVarLong(value.arrivalMillis);
      if (value.attributes != null) {
        MessageAttributes.AttributesCoder.INSTANCE.embed(value.attributes, out);
      }
    }

    @Override
    protected RawMessage read(int bodyVersion, ByteReader in) {
      byte[] payload = in.readBytes();
      long missing = in.readVarLong();
      return new RawMessage(
          payload,
          payload.length + (missing >>> 1),
          MessagePosition.PositionCoder.INSTANCE.readEmbedded(in),
          in.readSignedVarLong(),
          (missing & 1) == 0 ? null : MessageAttributes.AttributesCoder.INSTANCE.readEmbedded(in));
    }
  }
}
