package io.plantbeam.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
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
  private static final JsonFactory JSON = new JsonFactory();

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

  /** The key in base64; null where there is none. */
  String keyText() {
    return key == null ? null : Base64.getEncoder().encodeToString(key);
  }

  /** The headers as a JSON array of pairs: name, value in base64 or null. */
  String headersText() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartArray();
      for (Header header : headers) {
        json.writeStartArray();
        json.writeString(LoneSurrogates.replaced(header.name));
        json.writeString(
            header.value == null ? null : Base64.getEncoder().encodeToString(header.value));
        json.writeEndArray();
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /**
   * The attributes of which these are the texts.
   *
   * @param key null where there is none
   * @param headers null where the attributes were not asked for, and so is the result
   * @throws IllegalArgumentException where they are no such texts
   */
  public static MessageAttributes ofTexts(String key, String headers) {
    if (headers == null) {
      return null;
    }
    List<Header> found = new ArrayList<>();
    try (JsonParser json = JSON.createParser(headers)) {
      boolean isArray = json.nextToken() == JsonToken.START_ARRAY;
      while (isArray && json.nextToken() == JsonToken.START_ARRAY) {
        String name = json.nextTextValue();
        String value = json.nextTextValue();
        boolean isPair =
            name != null
                && (value != null || json.currentToken() == JsonToken.VALUE_NULL)
                && json.nextToken() == JsonToken.END_ARRAY;
        if (!isPair) {
          throw new IllegalArgumentException("headers are not pairs of texts");
        }
        found.add(new Header(name, value == null ? null : Base64.getDecoder().decode(value)));
      }
      if (json.currentToken() != JsonToken.END_ARRAY || json.nextToken() != null) {
        throw new IllegalArgumentException("headers are not one JSON array");
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("headers are not one JSON array", e);
    }
    return new MessageAttributes(key == null ? null : Base64.getDecoder().decode(key), found);
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
