package io.plantbeam.format.mapped;

import io.plantbeam.format.document.DocumentHandler;
import io.plantbeam.format.schema.UnknownSchemaException;
import io.plantbeam.model.DeadLetter.Reason;
import io.plantbeam.model.MessageContent;
import java.io.IOException;

/**
 * The documents of one message after the other, taken out of their envelopes, with what a mapping
 * reads of them. Not thread-safe.
 */
final class Documents {
  private final Mapping mapping;
  private final Extractor extractor;
  private final MessageContext context = new MessageContext();
  private byte[] bytes;
  private int position;
  private int begin;
  private int length;
  private int end;
  private String problem;
  private Reason reason;

  Documents(Mapping mapping) {
    this.mapping = mapping;
    this.extractor = new Extractor(mapping.levels());
  }

  /**
   * Goes to the next message.
   *
   * @throws Envelope.UnusableException where it does not have the envelope that the mapping names
   */
  void begin(MessageContent message) throws Envelope.UnusableException {
    context.begin(message);
    bytes = message.payload();
    position = 0;
    end = bytes.length;
    if (mapping.envelope() != null && end > 0) {
      Envelope.Slice document = mapping.envelope().open(bytes, context);
      bytes = document.bytes();
      position = document.from();
      end = position + document.length();
    }
  }

  /** Reads the next document; false where there is none. */
  boolean next() throws IOException {
    if (!mapping.lines()) {
      if (position >= end) {
        return false;
      }
      read(position, end);
      position = end;
      return true;
    }
    while (position < end) {
      int from = position;
      int to = endOfLine(from);
      position = to + 1;
      int stop = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
      if (stop > from) {
        read(from, stop);
        return true;
      }
    }
    return false;
  }

  private int endOfLine(int from) {
    int to = from;
    while (to < end && bytes[to] != '\n') {
      to++;
    }
    return to;
  }

  private void read(int from, int to) throws IOException {
    begin = from;
    length = to - from;
    extractor.begin();
    reason = Reason.MALFORMED_MESSAGE;
    try {
      problem = mapping.reader().read(bytes, begin, length, extractor);
    } catch (UnknownSchemaException e) {
      reason = Reason.UNKNOWN_SCHEMA;
      problem = e.getMessage();
    }
  }

  /** Reads the document at hand, which has no problem, once more. */
  void readAgain(DocumentHandler handler) throws IOException {
    try {
      mapping.reader().read(bytes, begin, length, handler);
    } catch (UnknownSchemaException e) {
      throw new IOException(e);
    }
  }

  /** What is wrong with the document at hand; null where it was read. */
  String problem() {
    return problem;
  }

  /** What kind of problem it is. */
  Reason reason() {
    return reason;
  }

  /** What was read of it. */
  Extractor items() {
    return extractor;
  }

  MessageContext context() {
    return context;
  }
}
