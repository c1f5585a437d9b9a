package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What a record has besides its value.
 *
 * @param key null where there is none
 * @param headers in the order in which the record has them
 */
@SuppressWarnings("ArrayRecordComponent")
public record MessageAttributes(byte[] key, List<Header> headers) {

  /**
   * One header; a record may have several of one name.
   *
   * @param value may be null
   */
  public record Header(String name, byte[] value) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Header that
          && name.equals(that.name)
          && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
      return Objects.hash(name, Arrays.hashCode(value));
    }
  }

  /** The last value of a header, or null. */
  public byte[] header(String name) {
    for (int i = headers.size() - 1; i >= 0; i--) {
      if (headers.get(i).name.equals(name)) {
        return headers.get(i).value;
      }
    }
    return null;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MessageAttributes that
        && Arrays.equals(key, that.key)
        && headers.equals(that.headers);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(key), headers);
  }

  /** Key, the number of headers, and each with name and value. */
  static final class AttributesCoder extends VersionedCoder<MessageAttributes> {
    private static final long serialVersionUID = 1;

    static final AttributesCoder INSTANCE = new AttributesCoder();

    private AttributesCoder() {
      super(1);
    }

    @Override
    protected void write(MessageAttributes value, ByteWriter out) {
      writeBytes(value.key, out);
      out.writeVarLong(value.headers.size());
      for (Header header : value.headers) {
        out.writeString(header.name);
        writeBytes(header.value, out);
      }
    }

    private static void writeBytes(byte[] bytes, ByteWriter out) {
      out.writeBoolean(bytes != null);
      if (bytes != null) {
        out.writeBytes(bytes);
      }
    }

    @Override
    protected MessageAttributes read(int bodyVersion, ByteReader in) {
      byte[] key = readBytes(in);
      List<Header> headers = new ArrayList<>();
      for (int left = in.readVarInt(); left > 0; left--) {
        headers.add(new Header(in.readString(), readBytes(in)));
      }
      return new MessageAttributes(key, headers);
    }

    private static byte[] readBytes(ByteReader in) {
      return in.readBoolean() ? in.readBytes() : null;
    }
  }
}
