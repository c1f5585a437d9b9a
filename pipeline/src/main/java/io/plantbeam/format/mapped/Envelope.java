package io.plantbeam.format.mapped;

import io.plantbeam.config.YamlMap;
import io.plantbeam.config.YamlNodes;
import io.plantbeam.format.document.JsonDocument;
import io.plantbeam.model.RawMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * What is around the document of a message: bytes before it, a document that has it as a text, a
 * compression.
 */
final class Envelope {
  private final int skippedBytes;
  private final Level level;
  private final int slot;
  private final String pointer;
  private final Encoding encoding;
  private final Compression compression;

  /** Made when it is needed: by then all is known that is read of the document around. */
  private Extractor extractor;

  /** How the document stands in the text. */
  enum Encoding {
    /** As it is. */
    TEXT,
    BASE64
  }

  /** How the document's bytes are compressed. */
  enum Compression {
    NONE,
    GZIP,
    /** RFC 1950. */
    ZLIB
  }

  /** The bytes do not have the envelope; the message says why. */
  static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1;

    UnusableException(String message) {
      super(message);
    }
  }

  /** A document's bytes, a part of an array. */
  @SuppressWarnings("ArrayRecordComponent")
  record Slice(byte[] bytes, int from, int length) {}

  /**
   * Reads an {@code envelope} of a mapping file.
   *
   * @param around the level of the document around the message's
   */
  static Envelope read(YamlMap section, Level around) {
    Integer skipped = section.value("skip_bytes", YamlNodes::whole, "allowed is a whole number");
    Encoding encoding =
        section.value(
            "encoding",
            YamlNodes.parsedBy(text -> Encoding.valueOf(text.toUpperCase(Locale.ROOT))),
            "allowed are " + MappingReader.names(Encoding.values()));
    Compression compression =
        section.value(
            "compression",
            YamlNodes.parsedBy(text -> Compression.valueOf(text.toUpperCase(Locale.ROOT))),
            "allowed are " + MappingReader.names(Compression.values()));
    if (skipped != null && skipped < 0) {
      section.problem("skip_bytes", "is %d; allowed is a whole number from 0".formatted(skipped));
    }
    if (encoding != null && !section.has("pointer")) {
      section.problem("encoding", "is that of the text at a 'pointer', which is missing");
    }
    PathNode text = null;
    if (section.has("pointer")) {
      text = Paths.node(around, section, "pointer");
      if (text != null) {
        text.readText();
      }
    }
    return new Envelope(
        skipped == null ? 0 : skipped,
        text == null ? null : around,
        text == null ? 0 : text.slotOrNew(),
        section.optionalText("pointer"),
        encoding == null ? Encoding.TEXT : encoding,
        compression == null ? Compression.NONE : compression);
  }

  /** Whether there is a document around the message's. */
  boolean isDocument() {
    return level != null;
  }

  /**
   * @param level of the document around; null where there is none
   * @param slot of the text in it
   */
  private Envelope(
      int skippedBytes,
      Level level,
      int slot,
      String pointer,
      Encoding encoding,
      Compression compression) {
    this.skippedBytes = skippedBytes;
    this.level = level;
    this.slot = slot;
    this.pointer = pointer;
    this.encoding = encoding;
    this.compression = compression;
  }

  /** Takes the document out of a message, and gives the context the document around it. */
  Slice open(byte[] payload, MessageContext context) throws UnusableException {
    if (payload.length < skippedBytes) {
      throw new UnusableException(
          "the message has %d bytes, fewer than the %d before its document"
              .formatted(payload.length, skippedBytes));
    }
    Slice slice = new Slice(payload, skippedBytes, payload.length - skippedBytes);
    if (level != null) {
      slice = inner(slice, context);
    }
    return compression == Compression.NONE ? slice : decompressed(slice);
  }

  private Slice inner(Slice outer, MessageContext context) throws UnusableException {
    if (extractor == null) {
      extractor = new Extractor(List.of(level));
    }
    extractor.begin();
    String problem = JsonDocument.read(outer.bytes, outer.from, outer.length, extractor);
    if (problem != null) {
      throw new UnusableException("the envelope is no JSON: " + problem);
    }
    context.envelope(extractor.message());
    Captured captured = extractor.message().get(slot);
    if (captured == null || captured.text() == null) {
      throw new UnusableException(
          "the envelope has no text at %s%s"
              .formatted(
                  pointer, captured == null ? "" : ", but " + captured.kind().description()));
    }
    byte[] bytes = captured.text().getBytes(StandardCharsets.UTF_8);
    if (encoding == Encoding.BASE64) {
      try {
        bytes = Base64.getMimeDecoder().decode(bytes);
      } catch (IllegalArgumentException e) {
        throw new UnusableException("%s is not base64".formatted(pointer));
      }
    }
    return new Slice(bytes, 0, bytes.length);
  }

  private Slice decompressed(Slice slice) throws UnusableException {
    byte[] plain;
    try (InputStream in = stream(new ByteArrayInputStream(slice.bytes, slice.from, slice.length))) {
      plain = in.readNBytes(RawMessage.MAX_PAYLOAD_BYTES + 1);
    } catch (IOException e) {
      throw new UnusableException(
          "the document is not compressed by %s: %s"
              .formatted(
                  compression.name().toLowerCase(Locale.ROOT),
                  e.getMessage() == null ? "it breaks off" : e.getMessage()));
    }
    if (plain.length > RawMessage.MAX_PAYLOAD_BYTES) {
      throw new UnusableException(
          "the document has more than %d bytes when it is decompressed"
              .formatted(RawMessage.MAX_PAYLOAD_BYTES));
    }
    return new Slice(plain, 0, plain.length);
  }

  private InputStream stream(InputStream compressed) throws IOException {
    return compression == Compression.GZIP
        ? new GZIPInputStream(compressed)
        : new InflaterInputStream(compressed);
  }
}
