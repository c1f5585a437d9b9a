package io.plantbeam.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;

/**
 * A message, or one measure of a message, that could not go on, with the bytes that it came as.
 *
 * @param reason one of {@link Reason}'s codes
 * @param field the JSON field at fault; null where it is the whole message
 * @param detail a sentence for people
 * @param stage the name of the step that refused it
 * @param payload the message's bytes; of a message that is too large, its beginning
 * @param position where it came from; null where the message was made by this pipeline
 */
@SuppressWarnings("ArrayRecordComponent")
public record DeadLetter(
    Reason reason, String field, String detail, String stage, byte[] payload, Position position) {

  /** What is published of a dead letter. */
  public static final OutputSchema<DeadLetter> SCHEMA =
      OutputSchema.<DeadLetter>of("dead-letters")
          .identifiedBy(DeadLetter::identity)
          .text("reason", "one of the reason codes", d -> d.reason.code())
          .text(
              "field",
              "the JSON field at fault; null where it is the whole message",
              DeadLetter::field)
          .text("detail", "what is wrong, in a sentence", DeadLetter::detail)
          .text("stage", "the step that refused it", DeadLetter::stage)
          .text(
              "payload",
              "the message as it came; of one that is too large, its beginning",
              DeadLetter::payloadText)
          .text(
              "payload_encoding",
              "base64 where the payload is not UTF-8 text, else null",
              DeadLetter::payloadEncoding)
          .text(
              "topic",
              "Kafka topic; null for files",
              d -> d.position == null ? null : d.position.origin().topic())
          .optionalInteger(
              "partition",
              "Kafka partition; null for files",
              d ->
                  d.position == null || d.position.origin().topic() == null
                      ? null
                      : (long) d.position.origin().partition())
          .optionalInteger(
              "offset",
              "Kafka offset, or the byte of the uncompressed file at which the line begins",
              d -> d.position == null ? null : d.position.offset())
          .text(
              "file",
              "the file; null for Kafka",
              d -> d.position == null ? null : d.position.origin().file())
          .build();

  /** The codes that consumers of dead letters may rely on. The order is part of the coder. */
  public enum Reason {
    MALFORMED_JSON,
    MISSING_FIELD,
    INVALID_TIMESTAMP,
    INVALID_VALUE,
    OUT_OF_RANGE,
    TOO_LARGE,
    REJECTED_BY_ELASTICSEARCH;

    private static final Reason[] VALUES = values();

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Reason, field and position, or the payload where there is no position. */
  public String identity() {
    return position == null
        ? Identity.of(reason, field, payloadText())
        : Identity.of(
            reason,
            field,
            position.origin().topic(),
            position.origin().partition(),
            position.origin().file(),
            position.offset());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DeadLetter that
        && reason == that.reason
        && Objects.equals(field, that.field)
        && detail.equals(that.detail)
        && stage.equals(that.stage)
        && Arrays.equals(payload, that.payload)
        && Objects.equals(position, that.position);
  }

  @Override
  public int hashCode() {
    return Objects.hash(reason, field, position, Arrays.hashCode(payload));
  }

  private String payloadText() {
    String text = decodeUtf8(payload);
    return text != null ? text : Base64.getEncoder().encodeToString(payload);
  }

  private String payloadEncoding() {
    return decodeUtf8(payload) == null ? "base64" : null;
  }

  private static String decodeUtf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** The fields in their order. */
  public static final class DeadLetterCoder extends VersionedCoder<DeadLetter> {
    private static final long serialVersionUID = 1;

    public static final DeadLetterCoder INSTANCE = new DeadLetterCoder();

    private DeadLetterCoder() {
      super(1);
    }

    @Override
    public void write(DeadLetter value, ByteWriter out) {
      out.writeByte(value.reason.ordinal());
      out.writeString(value.field);
      out.writeString(value.detail);
      out.writeString(value.stage);
      out.writeBytes(value.payload);
      out.writeBoolean(value.position != null);
      if (value.position != null) {
        value.position.write(out);
      }
    }

    @Override
    public DeadLetter read(int bodyVersion, ByteReader in) {
      return new DeadLetter(
          Reason.VALUES[in.readByte()],
          in.readString(),
          in.readString(),
          in.readString(),
          in.readBytes(),
          in.readBoolean() ? Position.read(in) : null);
    }
  }
}
