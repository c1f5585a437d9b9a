package io.plantbeam.model;

import java.util.Arrays;
import java.util.Objects;

/**
 * One message as it was received: the bytes of a Kafka record's value, or of one line of a file.
 *
 * @param payload the bytes, or their beginning where the message is larger than {@link
 *     #MAX_PAYLOAD_BYTES}
 * @param length the number of bytes that the message has
 */
@SuppressWarnings("ArrayRecordComponent")
public record RawMessage(byte[] payload, long length, Position position) {
  /** The largest message that is parsed, 1 MiB. */
  public static final int MAX_PAYLOAD_BYTES = 1 << 20;

  /** What is kept of a larger one, 64 KiB. */
  public static final int KEPT_BYTES = 1 << 16;

  public static RawMessage of(byte[] payload, Position position) {
    return new RawMessage(payload, payload.length, position);
  }

  public boolean isTooLarge() {
    return length > MAX_PAYLOAD_BYTES;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawMessage that
        && length == that.length
        && position.equals(that.position)
        && Arrays.equals(payload, that.payload);
  }

  @Override
  public int hashCode() {
    return Objects.hash(position, Arrays.hashCode(payload));
  }

  /** Payload, length, position. */
  public static final class MessageCoder extends VersionedCoder<RawMessage> {
    private static final long serialVersionUID = 1;

    public static final MessageCoder INSTANCE = new MessageCoder();

    private MessageCoder() {
      super(1);
    }

    @Override
    public void write(RawMessage value, ByteWriter out) {
      out.writeBytes(value.payload);
      out.writeVarLong(value.length);
      value.position.write(out);
    }

    @Override
    public RawMessage read(int bodyVersion, ByteReader in) {
      return new RawMessage(in.readBytes(), in.readVarLong(), Position.read(in));
    }
  }
}
