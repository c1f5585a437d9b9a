package io.plantbeam.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.plantbeam.model.Batches;
import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.DeadLetter.Reason;
import io.plantbeam.model.MessageAttributes;
import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.model.RawMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;

/** A format that the library does not have goes the way of JSON. */
class LineFormatTest {
  private static final MessageAttributes HEADERS =
      new MessageAttributes(
          null,
          List.of(new MessageAttributes.Header("unit", "bar".getBytes(StandardCharsets.UTF_8))));

  private final TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);

  private static RawMessage message(String line) {
    byte[] payload = line.getBytes(StandardCharsets.UTF_8);
    return new RawMessage(
        payload, payload.length, ParsedMessage.POSITION, RawMessage.NO_ARRIVAL, HEADERS);
  }

  private static void expect(
      PCollectionTuple parsed, List<String> readings, List<DeadLetter> letters) {
    PAssert.that(parsed.get(ParseReadings.READINGS))
        .satisfies(
            shards -> {
              assertEquals(
                  readings,
                  Batches.readings(shards).stream()
                      .map(
                          r ->
                              "%s %s %s %s"
                                  .formatted(
                                      r.series().sensorId(),
                                      r.series().metric(),
                                      r.value(),
                                      r.series().unit()))
                      .sorted()
                      .toList());
              return null;
            });
    PAssert.that(parsed.get(ParseReadings.DEAD_LETTERS)).containsInAnyOrder(letters);
  }

  private static DeadLetter letter(Reason reason, String field, String detail, String line) {
    return new DeadLetter(
        reason,
        field,
        detail,
        ParseReadings.NAME,
        line.getBytes(StandardCharsets.UTF_8),
        false,
        ParsedMessage.POSITION,
        HEADERS);
  }

  @Test
  void readingsAndFailuresOfAMessageComeApartAndWhatThrowsIsADeadLetter() {
    PlantbeamCoders.register(pipeline.getCoderRegistry());
    PCollectionTuple parsed =
        pipeline
            .apply(
                Create.of(
                        List.of(List.of(message("p-1 1000 a=1 b=x c=2"), message("p-1 soon a=1"))))
                    .withCoder(RawMessage.MessageCoder.LIST))
            .apply(ParseReadings.NAME, ParseReadings.of(new LineFormat()));
    expect(
        parsed,
        List.of("p-1 a 1.0 bar", "p-1 c 2.0 bar"),
        List.of(
            letter(Reason.INVALID_VALUE, "b", "b is not a number", "p-1 1000 a=1 b=x c=2"),
            letter(
                Reason.MALFORMED_MESSAGE,
                null,
                "the message cannot be read: java.lang.NumberFormatException: For input string:"
                    + " \"soon\"",
                "p-1 soon a=1")));
    pipeline.run();
  }

  @Test
  void measureOfADeadLetterIsReplayedAlone() throws IOException {
    PlantbeamCoders.register(pipeline.getCoderRegistry());
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(record)) {
      DeadLetter.SCHEMA.writeJson(
          letter(Reason.INVALID_VALUE, "b", "b is not a number", "p-1 1000 a=1 b=7"), json);
    }
    PCollectionTuple replayed =
        pipeline
            .apply(
                Create.of(
                        List.of(
                            List.of(RawMessage.of(record.toByteArray(), ParsedMessage.POSITION))))
                    .withCoder(RawMessage.MessageCoder.LIST))
            .apply(ReplayDeadLetters.NAME, ReplayDeadLetters.of(new LineFormat()));
    expect(replayed, List.of("p-1 b 7.0 bar"), List.of());
    pipeline.run();
  }
}
