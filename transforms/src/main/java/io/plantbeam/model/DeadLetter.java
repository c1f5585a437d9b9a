package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
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
 * @param field the JSON field at fault, or the number of the item in brackets where a message has
 *     several; null if it is the whole message
 * @param detail a sentence for people
 * @param stage the name of the step that refused it
 * @param payload the message's bytes, or their beginning
 * @param payloadCut whether the payload is only the beginning of the message
 * @param position where it came from; null where the message was made by this pipeline
 * @param attributes the record's key and headers; null where its format does not read them
 */
@SuppressWarnings("ArrayRecordComponent")
public record DeadLetter(
    Reason reason,
    String field,
    String detail,
    String stage,
    byte[] payload,
    boolean payloadCut,
    MessagePosition position,
    MessageAttributes attributes) {

  /** The field of messages that is not a measure, and whose value is refused all the same. */
  private static final String QUALITY = "quality_score";

  /** What is published of a dead letter. */
  public static final OutputSchema<DeadLetter> SCHEMA =
      OutputSchema.<DeadLetter>of("dead-letters")
          .identifiedBy(DeadLetter::identity)
          .text("reason", "one of the reason codes", d -> d.reason.code())
          .text(
              "field",
              "the JSON field at fault; null if it is the whole message",
              DeadLetter::field)
          .text("detail", "what is wrong, in a sentence", DeadLetter::detail)
          .text("stage", "the step that refused it", DeadLetter::stage)
          .text(
              "payload",
              "the message as it came, or its beginning if payload_cut is true",
              DeadLetter::payloadText)
          .text(
              "payload_encoding",
              "base64 if the payload is not UTF-8 text, else null",
              DeadLetter::payloadEncoding)
          .flag(
              "payload_cut",
              "whether the payload is only the beginning of the message",
              DeadLetter::payloadCut)
          .text(
              "topic",
              "Kafka topic; null for files",
              d -> d.position == null ? null : d.position.origin().publishedTopic())
          .optionalInteger(
              "partition",
              "Kafka partition; null for files",
              d -> d.position == null ? null : d.position.origin().publishedPartition())
          .optionalInteger(
              "offset",
              "Kafka offset, or the byte of the uncompressed file at which the line begins",
              d -> d.position == null ? null : d.position.offset())
          .text(
              "file",
              "the file; null for Kafka",
              d -> d.position == null ? null : d.position.origin().publishedFile())
          .text(
              "key",
              "the record's key in base64; null if it has none, or if the format reads no keys",
              d -> d.attributes == null ? null : d.attributes.keyText())
          .text(
              "headers",
              "the record's headers, a JSON array of pairs of name and base64; null if the format"
                  + " reads none",
              d -> d.attributes == null ? null : d.attributes.headersText())
          .build();

  /** The codes that consumers of dead letters may rely on. The order is part of the coder. */
  public enum Reason {
    MALFORMED_JSON,
    MISSING_FIELD,
    INVALID_TIMESTAMP,
    INVALID_VALUE,
    OUT_OF_RANGE,
    TOO_LARGE,
    REJECTED_BY_ELASTICSEARCH,
    INVALID_DEAD_LETTER,
    MALFORMED_MESSAGE,
    UNKNOWN_SCHEMA;

    private static final Reason[] VALUES = values();

    /** The reason with a code, or null. */
    public static Reason ofCode(String code) {
      for (Reason reason : VALUES) {
        if (reason.code().equals(code)) {
          return reason;
        }
      }
      return null;
    }

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A letter of a message whose key and headers do not count. */
  public DeadLetter(
      Reason reason,
      String field,
      String detail,
      String stage,
      byte[] payload,
      boolean payloadCut,
      MessagePosition position) {
    this(reason, field, detail, stage, payload, payloadCut, position, null);
  }

  /** A letter that has the whole message. */
  public DeadLetter(
      Reason reason,
      String field,
      String detail,
      String stage,
      byte[] payload,
      MessagePosition position) {
    this(reason, field, detail, stage, payload, false, position);
  }

  /**
   * The measure that the letter stands for, the message's others having become readings, or dead
   * letters of their own; null where it stands for the whole message.
   */
  public String measure() {
    return switch (reason) {
      case OUT_OF_RANGE -> field;
      case INVALID_VALUE -> QUALITY.equals(field) ? null : field;
      case MISSING_FIELD, INVALID_TIMESTAMP, MALFORMED_MESSAGE, UNKNOWN_SCHEMA ->
          isItem(field) ? field : null;
      case MALFORMED_JSON, TOO_LARGE, REJECTED_BY_ELASTICSEARCH, INVALID_DEAD_LETTER -> null;
    };
  }

  /** Whether a field is one of several items of a message, by its number: {@code [0]}. */
  private static boolean isItem(String field) {
    return field != null && field.startsWith("[");
  }

  /**
   * Whether the message can be parsed again: it came from outside, its place is known, and all of
   * it is here.
   */
  public boolean isReplayable() {
    return reason != Reason.REJECTED_BY_ELASTICSEARCH
        && reason != Reason.INVALID_DEAD_LETTER
        && position != null
        && !payloadCut;
  }

  /** Reason, field and position, or the payload where there is no position. */
  public String identity() {
    return position == null
        ? Identity.of(reason, field, payloadText())
        : Identity.of(
            reason,
            field,
            position.origin().publishedTopic(),
            position.origin().partition(),
            position.origin().publishedFile(),
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
        && payloadCut == that.payloadCut
        && Objects.equals(position, that.position)
        && Objects.equals(attributes, that.attributes);
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
      super(2);
    }

    @Override
    protected void write(DeadLetter value, ByteWriter out) {
      out.writeByte(value.reason.ordinal());
      out.writeString(value.field);
      out.writeString(value.detail);
      out.writeString(value.stage);
      out.writeBytes(value.payload);
      out.writeBoolean(value.payloadCut);
      out.writeBoolean(value.position != null);
      if (value.position != null) {
        MessagePosition.PositionCoder.INSTANCE.embed(value.position, out);
      }
      out.writeBoolean(value.attributes != null);
      if (value.attributes != null) {
        MessageAttributes.AttributesCoder.INSTANCE.embed(value.attributes, out);
      }
    }

    @Override
    protected DeadLetter read(int bodyVersion, ByteReader in) {
      return new DeadLetter(
          Reason.VALUES[in.readByte()],
          in.readString(),
          in.readString(),
          in.readString(),
          in.readBytes(),
          in.readBoolean(),
          in.readBoolean() ? MessagePosition.PositionCoder.INSTANCE.readEmbedded(in) : null,
          bodyVersion > 1 && in.readBoolean()
              ? MessageAttributes.AttributesCoder.INSTANCE.readEmbedded(in)
              : null);
    }
  }
}
