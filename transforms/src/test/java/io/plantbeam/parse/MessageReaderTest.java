package io.plantbeam.parse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.DeadLetter.Reason;
import io.plantbeam.model.MessageAttributes;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.Reading;
import io.plantbeam.model.SeriesInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageReaderTest {
  private static final MessageReader.Results NOWHERE =
      new MessageReader.Results() {
        @Override
        public void reading(String measure, Reading reading) {}

        @Override
        public void deadLetter(DeadLetter deadLetter) {}

        @Override
        public void passedOver(int count) {}
      };

  private static Reading reading(RawMessage message, String metric) {
    return new Reading(
        new SeriesInfo("s", metric, null, null, null),
        1_000,
        1,
        1,
        RangeCheck.OK,
        message.position());
  }

  /** What a parser makes of one message. */
  private static ParsedMessage parsed(MessageFormat.Parser parser, RawMessage message) {
    return ParsedMessage.of(reader(parser), message);
  }

  private static MessageReader reader(MessageFormat.Parser parser) {
    MessageFormat format =
        new MessageFormat() {
          @Override
          public EventTimeExtractor eventTimes() {
            return message -> EventTimeExtractor.NONE;
          }

          @Override
          public Parser open() {
            return parser;
          }
        };
    try {
      return MessageReader.open(format, "stage");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RawMessage message(String text) {
    return RawMessage.of(text.getBytes(StandardCharsets.UTF_8), ParsedMessage.POSITION);
  }

  @Test
  void messageMayHoldSeveralReadingsAndSeveralFailures() {
    RawMessage message = message("a=1 b=2 c=x d=y");
    ParsedMessage parsed =
        parsed(
            (raw, output) -> {
              output.reading("a", reading(raw, "a"));
              output.refuse(Reason.INVALID_VALUE, "c", "c is x, not a number");
              output.reading("b", reading(raw, "b"));
              output.refuse(Reason.INVALID_VALUE, "d", "d is y, not a number");
            },
            message);
    assertEquals(List.of(reading(message, "a"), reading(message, "b")), parsed.readings());
    assertEquals(
        List.of(
            new DeadLetter(
                Reason.INVALID_VALUE,
                "c",
                "c is x, not a number",
                "stage",
                message.payload(),
                ParsedMessage.POSITION),
            new DeadLetter(
                Reason.INVALID_VALUE,
                "d",
                "d is y, not a number",
                "stage",
                message.payload(),
                ParsedMessage.POSITION)),
        parsed.deadLetters());
  }

  @Test
  void messageThatMakesTheFormatThrowIsOneDeadLetterAndNoReading() {
    DeadLetter letter =
        parsed(
                (raw, output) -> {
                  output.reading("a", reading(raw, "a"));
                  output.refuse(Reason.INVALID_VALUE, "c", "c is x, not a number");
                  throw new IllegalStateException("unknown tag 7");
                },
                message("damaged"))
            .onlyDeadLetter();
    assertEquals(Reason.MALFORMED_MESSAGE, letter.reason());
    assertEquals(
        "the message cannot be read: java.lang.IllegalStateException: unknown tag 7",
        letter.detail());
    assertEquals("stage", letter.stage());
    assertEquals("damaged", new String(letter.payload(), StandardCharsets.UTF_8));
    assertEquals(ParsedMessage.POSITION, letter.position());
    assertEquals(letter.reason(), Reason.ofCode("malformed_message"));
  }

  @Test
  void endlessNestingIsADeadLetter() {
    DeadLetter letter =
        parsed(
                (raw, output) -> {
                  throw new StackOverflowError();
                },
                message("[[["))
            .onlyDeadLetter();
    assertEquals(Reason.MALFORMED_MESSAGE, letter.reason());
  }

  @Test
  void nextMessageIsReadAfterOneThatFailed() {
    MessageReader reader =
        reader(
            (raw, output) -> {
              output.reading("a", reading(raw, "a"));
              if (raw.payload().length == 0) {
                throw new IllegalArgumentException("empty");
              }
            });
    ParsedMessage.of(reader, message("")).onlyDeadLetter();
    ParsedMessage.of(reader, message("a")).onlyReading();
  }

  @Test
  void outageOfWhatTheFormatNeedsIsNoFaultOfTheMessage() {
    IOException outage = new IOException("registry does not answer");
    MessageReader reader =
        reader(
            (raw, output) -> {
              throw outage;
            });
    assertSame(outage, assertThrows(IOException.class, () -> reader.read(message("a"), NOWHERE)));
  }

  @Test
  void tooLargeMessageDoesNotReachTheFormat() {
    DeadLetter letter =
        parsed(
                (raw, output) -> {
                  throw new AssertionError("reached");
                },
                new RawMessage(
                    new byte[10], 5_000_000, ParsedMessage.POSITION, RawMessage.NO_ARRIVAL))
            .onlyDeadLetter();
    assertEquals(Reason.TOO_LARGE, letter.reason());
  }

  @Test
  void topicKeyAndHeadersReachTheFormat() {
    MessageAttributes attributes =
        new MessageAttributes(
            new byte[] {'k'},
            List.of(
                new MessageAttributes.Header("unit", new byte[] {1}),
                new MessageAttributes.Header("unit", new byte[] {2})));
    RawMessage message =
        new RawMessage(new byte[0], 0, ParsedMessage.POSITION, RawMessage.NO_ARRIVAL, attributes);
    parsed(
            (raw, output) -> {
              assertEquals("readings", raw.topic());
              assertArrayEquals(new byte[] {'k'}, raw.key());
              assertArrayEquals(new byte[] {2}, raw.header("unit"));
              assertEquals(null, raw.header("other"));
              output.reading("a", reading(raw, "a"));
            },
            message)
        .onlyReading();
  }

  @Test
  void messageWithoutAttributesHasNeitherKeyNorHeaders() {
    assertEquals(null, message("a").key());
    assertEquals(null, message("a").header("unit"));
    assertFalse(
        new MessageFormat() {
          @Override
          public EventTimeExtractor eventTimes() {
            return message -> EventTimeExtractor.NONE;
          }

          @Override
          public Parser open() {
            return (raw, output) -> {};
          }
        }.needsKeyAndHeaders());
  }
}
