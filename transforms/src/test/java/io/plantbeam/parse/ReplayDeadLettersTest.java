package io.plantbeam.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.plantbeam.model.Batches;
import io.plantbeam.model.Counters;
import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.DeadLetter.Reason;
import io.plantbeam.model.MessageAttributes;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.Reading;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.parse.ValidRange.Policy;
import io.plantbeam.parse.json.JsonFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;

class ReplayDeadLettersTest {
  private static final MessagePosition REPLAYED =
      new MessagePosition(Origin.ofFile("dead-letters.ndjson"), 7);
  private static final SensorTypes BEFORE = TestSensorTypes.create();
  private static final SensorTypes FIXED =
      SensorTypes.of(
          List.of(
              new SensorType(
                  "temperature",
                  "celsius",
                  List.of(),
                  new ValidRange(-50, 900, Policy.REJECT),
                  List.of(
                      new Measure(
                          "temperature_celsius",
                          "celsius",
                          new ValidRange(-50, 900, Policy.REJECT)),
                      new Measure("humidity", "percent", null))),
              new SensorType(
                  "torque", "Nm", List.of(), null, List.of(new Measure("torque_nm", "Nm", null)))));

  private final TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);

  @Test
  void measureThatWasRefusedComesAloneWhereItCameFromFirst() throws IOException {
    ParsedMessage first =
        before(
            "{'sensor_id':'s','timestamp':1767225600000,'temperature_celsius':400,'humidity':30}");
    assertEquals(1, first.readings().size());
    assertEquals("temperature_celsius", first.deadLetters().get(0).measure());

    ParsedMessage fixed =
        ParsedMessage.of(
            ParsedMessage.json(FIXED),
            new String(first.deadLetters().get(0).payload(), StandardCharsets.UTF_8));
    List<Reading> missing = new ArrayList<>(fixed.readings());
    missing.removeIf(reading -> reading.series().metric().equals("humidity"));
    expect(replay(first.deadLetters()), missing, List.of());
    pipeline.run();
  }

  @Test
  void messageThatWasRefusedComesWithAllItsMeasures() throws IOException {
    ParsedMessage first = before("{'sensor_id':'s','timestamp':1767225600000,'torque_nm':4}");
    assertEquals(Reason.MISSING_FIELD, first.onlyDeadLetter().reason());
    PCollectionTuple replayed = replay(first.deadLetters());
    PAssert.that(replayed.get(ParseReadings.DEAD_LETTERS)).empty();
    PAssert.that(replayed.get(ParseReadings.READINGS))
        .satisfies(
            shards -> {
              List<Reading> found = Batches.readings(shards);
              assertEquals(1, found.size());
              assertEquals("torque_nm", found.get(0).series().metric());
              assertEquals(ParsedMessage.POSITION, found.get(0).position());
              return null;
            });
    pipeline.run();
  }

  @Test
  void whatStaysWrongIsTheSameDeadLetterAgain() throws IOException {
    List<DeadLetter> letters =
        Stream.of(
                "{oops \uFEFF \u0000 ü",
                "{'sensor_id':'s','value':1}",
                "{'sensor_id':'s','timestamp':'today','value':1}",
                "{'sensor_id':'s','timestamp':1767225600000,'quality_score':'good','value':1}",
                "{'sensor_id':'s','timestamp':1767225600000,'value':[]}",
                "{'sensor_id':'s','timestamp':1767225600000,'temperature_celsius':-99,'humidity':3}")
            .flatMap(json -> before(json).deadLetters().stream())
            .toList();
    assertEquals(6, letters.size());
    List<DeadLetter> expected = new ArrayList<>(letters);
    DeadLetter outside = expected.remove(5);
    expected.add(
        new DeadLetter(
            outside.reason(),
            outside.field(),
            "temperature_celsius -99.0 is outside the valid range of temperature_celsius, -50.0 to"
                + " 900.0 celsius",
            outside.stage(),
            outside.payload(),
            outside.position()));
    expect(replay(letters), List.of(), expected);
    pipeline.run();
  }

  @Test
  void keyAndHeadersComeBackWithTheMessage() throws IOException {
    MessageAttributes attributes =
        new MessageAttributes(
            new byte[] {0, (byte) 0xFF},
            List.of(
                new MessageAttributes.Header("unit", bytes("°C")),
                new MessageAttributes.Header("empty", null)));
    DeadLetter mended =
        new DeadLetter(
            Reason.INVALID_VALUE,
            "a",
            "was refused once",
            ParseReadings.NAME,
            bytes("s 1767225600000 a=1"),
            false,
            ParsedMessage.POSITION,
            attributes);
    DeadLetter stillWrong =
        new DeadLetter(
            Reason.INVALID_VALUE,
            "a",
            "a is not a number",
            ParseReadings.NAME,
            bytes("s 1767225600000 a=x"),
            false,
            ParsedMessage.POSITION,
            attributes);
    Reading reading =
        new Reading(
            new SeriesInfo("s", "a", null, null, "°C"),
            1767225600000L,
            1,
            1,
            RangeCheck.OK,
            ParsedMessage.POSITION);
    expect(
        replay(List.of(mended, stillWrong), new LineFormat()),
        List.of(reading),
        List.of(stillWrong));
    pipeline.run();
  }

  @Test
  void bytesThatAreNotTextComeBackAsTheyWere() throws IOException {
    ParsedMessage first =
        ParsedMessage.of(
            ParsedMessage.json(BEFORE),
            RawMessage.of(new byte[] {'{', (byte) 0xFF, 0}, ParsedMessage.POSITION));
    expect(replay(first.deadLetters()), List.of(), first.deadLetters());
    pipeline.run();
  }

  @Test
  void letterOfAMeasureStaysOneWhateverIsFoundOfItsMessage() throws IOException {
    // Edited by hand, or refused by a parser that has changed.
    DeadLetter noTime = measure("voltage", "{'sensor_id':'s','voltage':1,'current':2}");
    DeadLetter unknown =
        measure("rpm", "{'sensor_id':'s','timestamp':1767225600000,'rpm':[],'humidity':3}");
    expect(
        replay(List.of(noTime, unknown)),
        List.of(),
        List.of(
            withDetail(noTime, "the message has no timestamp"),
            withDetail(unknown, "the message has no measure rpm of a known sensor type")));
    pipeline.run();
  }

  @Test
  void whatCannotBeParsedAgainGoesOnAsItIsAndIsCounted() throws IOException {
    byte[] document = bytes("{'sensor_id':'s','timestamp':1767225600000,'value':1}");
    List<DeadLetter> letters =
        List.of(
            new DeadLetter(Reason.REJECTED_BY_ELASTICSEARCH, null, "no", "Write", document, null),
            new DeadLetter(
                Reason.TOO_LARGE, null, "big", "Parse", document, true, ParsedMessage.POSITION),
            new DeadLetter(Reason.MALFORMED_JSON, null, "cut", "Parse", document, true, REPLAYED),
            new DeadLetter(Reason.MALFORMED_JSON, null, "no place", "Parse", document, null),
            new DeadLetter(Reason.INVALID_DEAD_LETTER, null, "x", "Replay", document, REPLAYED));
    expect(replay(letters), List.of(), letters);
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    assertEquals(5, count(result, Counters.MESSAGES));
    assertEquals(5, count(result, Counters.DEAD_LETTERED));
    assertEquals(5, count(result, Counters.NOT_REPLAYABLE));
    assertEquals(0, count(result, Counters.READINGS));
  }

  @Test
  void lettersOfEarlierReleasesDoNotSayThatTheyAreCut() throws IOException {
    String published =
        "{'reason':'%s','detail':'d','stage':'ParseReadings','payload':'{\\'sensor_id\\':\\'s\\',"
            + "\\'timestamp\\':1767225600000,\\'value\\':1}','topic':'t','partition':3,'offset':9}";
    PCollectionTuple replayed =
        replayRecords(
            List.of(
                bytes(published.formatted("malformed_json")),
                bytes(published.formatted("too_large"))));
    PAssert.thatSingleton(replayed.get(ParseReadings.READINGS))
        .satisfies(
            shard -> {
              assertEquals(
                  new MessagePosition(Origin.ofPartition("t", 3), 9),
                  Batches.readings(List.of(shard)).get(0).position());
              return null;
            });
    PAssert.thatSingleton(replayed.get(ParseReadings.DEAD_LETTERS))
        .satisfies(
            letter -> {
              assertEquals(Reason.TOO_LARGE, letter.reason());
              assertEquals(true, letter.payloadCut());
              return null;
            });
    pipeline.run();
  }

  @Test
  void whatIsNoDeadLetterBecomesOneThatSaysWhy() throws IOException {
    String letter = "{'reason':'malformed_json','payload':'x','topic':'t','partition':0,'offset':1";
    List<String> problems =
        List.of(
            problem("{'sensor_id':'s','timestamp':1767225600000,'value':1}", "it has no reason"),
            problem("[]", "it is not one JSON object"),
            problem("", "it is not one JSON object"),
            problem(letter, "it is not one JSON object"),
            problem(letter + "}{}", "more follows after the JSON object"),
            problem("{'reason':'malformed_json'}", "it has no payload"),
            problem(letter + ",'reason':'new'}", "its reason is not known"),
            problem(letter + ",'reason':'out_of_range'}", "it has no field"),
            problem(letter + ",'payload':{}}", "payload is not a text"),
            problem(letter + ",'payload_encoding':'hex'}", "payload_encoding is neither null nor"),
            problem(letter + ",'payload_encoding':'base64'}", "payload is not base64"),
            problem(letter + ",'payload_cut':1}", "payload_cut is neither true nor false"),
            problem(letter + ",'partition':null}", "it has no partition"),
            problem(letter + ",'offset':null}", "it has no offset"),
            problem(letter + ",'offset':-1}", "offset is not a whole number from 0 to"),
            problem(letter + ",'partition':4e9}", "partition is not a whole number from 0 to"));
    assertEquals(List.of(), problems.stream().filter(text -> !text.isEmpty()).toList());
  }

  /** Empty where the record is refused with this problem, and otherwise what it became. */
  private static String problem(String record, String expected) throws IOException {
    try {
      return record + " is " + DeadLetterReader.read(bytes(record));
    } catch (DeadLetterReader.InvalidException e) {
      return e.getMessage().startsWith(expected) ? "" : record + ": " + e.getMessage();
    }
  }

  @Test
  void loneSurrogatesInTextsOfALetterAreReplacementCharacters()
      throws DeadLetterReader.InvalidException {
    DeadLetter letter =
        DeadLetterReader.read(
            bytes("{'reason':'malformed_json','detail':'\\ud800','payload':'x\\udc00'}"));
    assertEquals("\uFFFD", letter.detail());
    assertEquals("x\uFFFD", new String(letter.payload(), StandardCharsets.UTF_8));
  }

  @Test
  void recordOfAnotherKindGoesOnWithItsOwnPosition() throws IOException {
    byte[] raw = bytes("{'sensor_id':'s','timestamp':1767225600000,'value':1}");
    expect(
        replayRecords(List.of(raw)),
        List.of(),
        List.of(
            new DeadLetter(
                Reason.INVALID_DEAD_LETTER,
                null,
                "this is not a dead letter: it has no reason",
                ReplayDeadLetters.NAME,
                raw,
                REPLAYED)));
    pipeline.run();
  }

  private static ParsedMessage before(String json) {
    return ParsedMessage.of(ParsedMessage.json(BEFORE), json.replace('\'', '"'));
  }

  private static DeadLetter measure(String field, String json) {
    return new DeadLetter(
        Reason.INVALID_VALUE,
        field,
        "not a number",
        ParseReadings.NAME,
        bytes(json),
        ParsedMessage.POSITION);
  }

  private static DeadLetter withDetail(DeadLetter letter, String detail) {
    return new DeadLetter(
        letter.reason(),
        letter.field(),
        detail,
        letter.stage(),
        letter.payload(),
        letter.position());
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').replace("\\\"", "\\u0022").getBytes(StandardCharsets.UTF_8);
  }

  private PCollectionTuple replay(List<DeadLetter> letters) throws IOException {
    return replay(letters, JsonFormat.with(FIXED));
  }

  private PCollectionTuple replay(List<DeadLetter> letters, MessageFormat format)
      throws IOException {
    List<byte[]> records = new ArrayList<>();
    for (DeadLetter letter : letters) {
      ByteArrayOutputStream record = new ByteArrayOutputStream();
      try (JsonGenerator json = new JsonFactory().createGenerator(record)) {
        DeadLetter.SCHEMA.writeJson(letter, json);
      }
      records.add(record.toByteArray());
    }
    return replayRecords(records, format);
  }

  private PCollectionTuple replayRecords(List<byte[]> records) {
    return replayRecords(records, JsonFormat.with(FIXED));
  }

  private PCollectionTuple replayRecords(List<byte[]> records, MessageFormat format) {
    PlantbeamCoders.register(pipeline.getCoderRegistry());
    return pipeline
        .apply(
            Create.of(
                    records.stream()
                        .map(record -> List.of(RawMessage.of(record, REPLAYED)))
                        .toList())
                .withCoder(RawMessage.MessageCoder.LIST))
        .apply(ReplayDeadLetters.NAME, ReplayDeadLetters.of(format));
  }

  private static void expect(
      PCollectionTuple replayed, List<Reading> readings, List<DeadLetter> letters) {
    List<String> expected = texts(readings);
    PAssert.that(replayed.get(ParseReadings.READINGS))
        .satisfies(
            shards -> {
              assertEquals(expected, texts(Batches.readings(shards)));
              return null;
            });
    PAssert.that(replayed.get(ParseReadings.DEAD_LETTERS)).containsInAnyOrder(letters);
  }

  /** What a checker can hold, which is serialised. */
  private static List<String> texts(List<Reading> readings) {
    return readings.stream().map(Reading::toString).sorted().toList();
  }

  private static long count(PipelineResult result, String counter) {
    return result
        .metrics()
        .queryMetrics(
            MetricsFilter.builder()
                .addNameFilter(MetricNameFilter.named(Counters.NAMESPACE, counter))
                .build())
        .getCounters()
        .iterator()
        .next()
        .getCommitted();
  }
}
