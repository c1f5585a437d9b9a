package io.plantbeam.parse.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.DeadLetter.Reason;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.Reading;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.parse.EventTimeRules;
import io.plantbeam.parse.LocalTimes;
import io.plantbeam.parse.Measure;
import io.plantbeam.parse.MessageReader;
import io.plantbeam.parse.MessageSettings;
import io.plantbeam.parse.ParsedMessage;
import io.plantbeam.parse.SensorType;
import io.plantbeam.parse.SensorTypes;
import io.plantbeam.parse.TestSensorTypes;
import io.plantbeam.parse.TimestampUnit;
import io.plantbeam.parse.ValidRange;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFormatTest {
  private static final long NEW_YEAR_2026 = 1_767_225_600_000L;
  private static final long MARCH_FIRST = 1_772_352_000_000_000L;
  private static final String TIME = "\"timestamp\":\"2026-01-01T00:00:00Z\"";

  private final MessageReader reader = ParsedMessage.json(TestSensorTypes.create());

  private ParsedMessage parse(String json) {
    return ParsedMessage.of(reader, json);
  }

  /** A message of sensor s-1 at the start of 2026 with these further fields. */
  private ParsedMessage parseWith(String fields) {
    return parse("{\"sensor_id\":\"s-1\"," + TIME + "," + fields + "}");
  }

  @Test
  void messageWithAllFieldsIsOneReading() {
    Reading reading =
        parse(
                """
                {"sensor_id":"s-1","timestamp":"2026-01-01T00:00:00Z","facility_id":"f-1",
                 "sensor_type":"temperature","quality_score":0.98,"value":71.3,"unit":"celsius"}
                """)
            .onlyReading();
    assertEquals(
        new Reading(
            new SeriesInfo("s-1", "temperature", "temperature", "f-1", "celsius"),
            NEW_YEAR_2026 * 1000,
            71.3,
            0.98,
            RangeCheck.OK,
            ParsedMessage.POSITION),
        reading);
  }

  @Test
  void metricTypeIsTheSensorTypeAndTheCatalogueKnowsTheUnit() {
    Reading reading = parseWith("\"metric_type\":\"temperature\",\"value\":71.3").onlyReading();
    assertEquals(
        new SeriesInfo("s-1", "temperature", "temperature", null, "celsius"), reading.series());
    assertEquals(1.0, reading.quality());
  }

  @Test
  void deviceIdIsTheSensorIdAndNestedExtrasAreSkipped() {
    Reading reading =
        parse(
                """
                {"device_id":"d-9","sensor_type":"pressure","timestamp":1767225600000,
                 "value":1013.2,"unit":"hPa","location":{"lat":52.1,"lon":4.3,"value":1},
                 "metadata":{"fw":"1.2","timestamp":[1,{"value":2}]},"tags":["value",{"a":[]}]}
                """)
            .onlyReading();
    assertEquals(new SeriesInfo("d-9", "pressure", "pressure", null, "hPa"), reading.series());
    assertEquals(NEW_YEAR_2026, reading.eventTimeMillis());
    assertEquals(1013.2, reading.value());
  }

  @Test
  void loneSurrogatesInTextsAreReplacementCharactersAndPairsStay() {
    Reading reading =
        parse(
                "{"
                    + TIME
                    + """
                    ,"sensor_id":"\\ud800x","facility_id":"f\\udc00","sensor_type":"\\udc00\\ud800",
                    "unit":"\\ud83d\\ude00","value":1}
                    """)
            .onlyReading();
    assertEquals(
        new SeriesInfo("\uFFFDx", "\uFFFD\uFFFD", "\uFFFD\uFFFD", "f\uFFFD", "\uD83D\uDE00"),
        reading.series());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 500})
  void idsThatDifferInALoneSurrogateAloneAreOneSensor(int length) {
    for (int repetition = 0; repetition < 2; repetition++) {
      for (String escape : List.of("\\ud800", "\\ud801", "\\udfff")) {
        String rest = "x".repeat(length);
        Reading reading =
            parse("{" + TIME + ",\"sensor_id\":\"" + escape + rest + "\",\"value\":1}")
                .onlyReading();
        assertEquals("\uFFFD" + rest, reading.series().sensorId());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "temperature,temperature_celsius,celsius",
    "temperature,humidity,percent",
    "vibration,acceleration_x,m/s2",
    "vibration,acceleration_y,m/s2",
    "vibration,acceleration_z,m/s2",
    "pressure,pressure_psi,psi",
    "pressure,flow_rate,l/min",
    "power,voltage,V",
    "power,current,A",
    "power,power_watts,W"
  })
  void typedMeasureHasItsOwnNameAsMetricAndItsUnitAndTypeFromTheCatalogue(
      String type, String measure, String unit) {
    Reading reading = parseWith("\"" + measure + "\":12.5,\"unit\":\"other\"").onlyReading();
    assertEquals(new SeriesInfo("s-1", measure, type, null, unit), reading.series());
    assertEquals(12.5, reading.value());
  }

  @Test
  void eachMeasureOfAMessageIsAReadingOfTheDeclaredType() {
    ParsedMessage parsed =
        parseWith("\"sensor_type\":\"pump\",\"flow_rate\":3,\"value\":1.5,\"voltage\":230");
    assertEquals(
        List.of(
            new SeriesInfo("s-1", "flow_rate", "pump", null, "l/min"),
            new SeriesInfo("s-1", "pump", "pump", null, null),
            new SeriesInfo("s-1", "voltage", "pump", null, "V")),
        parsed.readings().stream().map(Reading::series).toList());
    assertEquals(List.of(3.0, 1.5, 230.0), parsed.readings().stream().map(Reading::value).toList());
    assertEquals(List.of(), parsed.deadLetters());
  }

  @Test
  void measureThatTwoTypesHaveFollowsTheDeclaredType() {
    Measure ofPump = new Measure("flow", "l/min", new ValidRange(0, 10, ValidRange.Policy.FLAG));
    Measure ofPipe = new Measure("flow", "m3/h", null);
    MessageReader pipes =
        ParsedMessage.json(
            SensorTypes.of(
                List.of(
                    new SensorType("pump", null, List.of(), null, List.of(ofPump)),
                    new SensorType("pipe", null, List.of(), null, List.of(ofPipe)))));
    String message = "{\"sensor_id\":\"s-1\"," + TIME + ",\"flow\":20%s}";
    Reading declared =
        ParsedMessage.of(pipes, message.formatted(",\"sensor_type\":\"pipe\"")).onlyReading();
    assertEquals(new SeriesInfo("s-1", "flow", "pipe", null, "m3/h"), declared.series());
    assertEquals(RangeCheck.OK, declared.rangeCheck());
    Reading undeclared = ParsedMessage.of(pipes, message.formatted("")).onlyReading();
    assertEquals(new SeriesInfo("s-1", "flow", "pump", null, "l/min"), undeclared.series());
    assertEquals(RangeCheck.FLAGGED, undeclared.rangeCheck());
  }

  @Test
  void valueWithoutATypeIsTheMetricValue() {
    assertEquals(
        new SeriesInfo("s-1", "value", null, null, "rpm"),
        parseWith("\"value\":1,\"unit\":\"rpm\"").onlyReading().series());
    assertEquals(
        new SeriesInfo("s-1", "value", null, null, null),
        parseWith("\"value\":1,\"unit\":\"\",\"sensor_type\":null").onlyReading().series());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'sensor_id':'a','device_id':'b'} | a",
        "{'device_id':'b','sensor_id':'a'} | a",
        "{'sensor_id':null,'device_id':'b'} | b",
        "{'sensor_id':'','device_id':'b'} | b",
        "{'sensor_id':17} | 17",
        "{'device_id':-12345678901234567890} | -12345678901234567890",
        "{'sensor_id':'first','sensor_id':'last'} | last",
        "{'sensor_id':'\\u0061\\/é'} | a/é",
        "{'sens\\u006fr_id':'escaped'} | escaped",
      })
  void idIsATextOrAWholeNumberAndSensorIdComesFirst(String ids, String expected) {
    String fields = ids.replace('\'', '"').replaceAll("^\\{|}$", "");
    Reading reading = parse("{" + TIME + ",\"value\":1," + fields + "}").onlyReading();
    assertEquals(expected, reading.series().sensorId());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"temperature", "Temperature", "TEMPERATURE", "temperature ", "\\ttEmperature"})
  void nameOfATypeMatchesWhateverItsCaseAndIsWrittenAsInTheCatalogue(String type) {
    String declared = "\"sensor_type\":\"" + type + "\",";
    assertEquals(
        new SeriesInfo("s-1", "temperature", "temperature", null, "celsius"),
        parseWith(declared + "\"value\":20").onlyReading().series());
    assertEquals(
        DeadLetter.Reason.OUT_OF_RANGE,
        parseWith(declared + "\"value\":900").deadLetters().get(0).reason());
    assertEquals(
        new SeriesInfo("s-1", "flow_rate", "temperature", null, "l/min"),
        parseWith(declared + "\"flow_rate\":20").onlyReading().series());
  }

  @Test
  void typeThatTheCatalogueDoesNotHaveStaysAsItIsWritten() {
    assertEquals(
        new SeriesInfo("s-1", " Pump", " Pump", null, null),
        parseWith("\"sensor_type\":\" Pump\",\"value\":900").onlyReading().series());
  }

  @ParameterizedTest
  @CsvSource({
    "Celsius, true",
    "°C, true",
    "' °C', true",
    "'celsius\t', true",
    "°F, false",
    "k, false"
  })
  void rangeAppliesToItsUnitWhateverTheCaseAndTheBlanksAroundIt(String unit, boolean refused) {
    ParsedMessage parsed =
        parseWith(
            "\"sensor_type\":\"temperature\",\"value\":900,\"unit\":\""
                + unit.replace("\t", "\\t")
                + "\"");
    assertEquals(refused ? 1 : 0, parsed.deadLetters().size());
    assertEquals(refused ? 0 : 1, parsed.readings().size());
  }

  @Test
  void sensorTypeComesBeforeMetricType() {
    assertEquals(
        "noise",
        parseWith("\"metric_type\":\"heat\",\"sensor_type\":\"noise\",\"value\":1")
            .onlyReading()
            .series()
            .metric());
    assertEquals(
        "heat",
        parseWith("\"metric_type\":\"heat\",\"sensor_type\":\"\",\"value\":1")
            .onlyReading()
            .series()
            .metric());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      value = {
        "{'timestamp':T,'value':1} | sensor_id",
        "{'sensor_id':'','timestamp':T,'value':1} | sensor_id",
        "{'sensor_id':null,'device_id':null,'timestamp':T,'value':1} | sensor_id",
        "{'sensor_id':1.5,'timestamp':T,'value':1} | sensor_id",
        "{'sensor_id':true,'timestamp':T,'value':1} | sensor_id",
        "{'sensor_id':{'id':1},'timestamp':T,'value':1} | sensor_id",
        "{'device_id':['d'],'timestamp':T,'value':1} | device_id",
        "{'sensor_id':'s-1','value':1} | timestamp",
        "{'sensor_id':'s-1','timestamp':null,'value':1} | timestamp",
        "{'sensor_id':'s-1','timestamp':T} | value",
        "{'sensor_id':'s-1','timestamp':T,'sensor_type':'temperature','speed':1} | value",
        "{} | sensor_id",
      })
  void messageWithoutIdTimestampOrMeasureMissesAField(String json, String field) {
    DeadLetter deadLetter = parse(message(json)).onlyDeadLetter();
    assertEquals(Reason.MISSING_FIELD, deadLetter.reason());
    assertEquals(field, deadLetter.field());
  }

  @Test
  void detailOfAnIdOfTheWrongKindNamesTheKind() {
    assertEquals(
        "sensor_id is an array, not a text or a whole number",
        parse("{\"sensor_id\":[1]}").onlyDeadLetter().detail());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "{",
        "[]",
        "[{\"sensor_id\":\"s-1\"}]",
        "\"text\"",
        "17",
        "null",
        "sensor_id=s-1",
        "{\"sensor_id\":\"s-1\"",
        "{\"sensor_id\":\"s-1\"}}",
        "{\"sensor_id\":\"s-1\"}{}",
        "{\"sensor_id\":\"s-1\"} x",
        "{\"value\":NaN}",
        "{\"value\":-Infinity}",
        "{\"value\":007}",
        "{\"value\":+1}",
        "{\"value\":1.}",
        "{\"value\":.5}",
        "{\"value\":0x10}",
        "{'value':1}",
        "{value:1}",
        "{\"value\":1,}",
        "{\"value\" 1}",
        "{\"text\":\"\t\"}",
        "{\"text\":\"\\x\"}",
        "/* comment */ {}"
      })
  void whatIsNotOneJsonObjectIsMalformed(String json) {
    DeadLetter deadLetter = parse(json).onlyDeadLetter();
    assertEquals(Reason.MALFORMED_JSON, deadLetter.reason());
    assertNull(deadLetter.field());
    assertEquals("ParseReadings", deadLetter.stage());
    assertEquals(ParsedMessage.POSITION, deadLetter.position());
    assertArrayEquals(json.getBytes(StandardCharsets.UTF_8), deadLetter.payload());
  }

  @Test
  void damageBehindAGoodMeasureRefusesTheWholeMessage() {
    assertEquals(
        Reason.MALFORMED_JSON, parseWith("\"value\":1,\"extra\":[1,}").onlyDeadLetter().reason());
  }

  @Test
  void invalidUtf8IsMalformedWhereverItStands() {
    for (int[] invalid :
        new int[][] {{0xFF}, {0xC3}, {0xC0, 0x80}, {0xED, 0xA0, 0x80}, {0xF5, 0x80, 0x80, 0x80}}) {
      String marked = "{\"sensor_id\":\"s-1\"," + TIME + ",\"value\":1,\"extra\":\"#\"}";
      byte[] payload = new byte[marked.length() - 1 + invalid.length];
      int at = marked.indexOf('#');
      byte[] ascii = marked.getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(ascii, 0, payload, 0, at);
      for (int i = 0; i < invalid.length; i++) {
        payload[at + i] = (byte) invalid[i];
      }
      System.arraycopy(ascii, at + 1, payload, at + invalid.length, ascii.length - at - 1);
      DeadLetter deadLetter =
          ParsedMessage.of(reader, RawMessage.of(payload, ParsedMessage.POSITION)).onlyDeadLetter();
      assertEquals(Reason.MALFORMED_JSON, deadLetter.reason());
      assertEquals("the message is not valid UTF-8", deadLetter.detail());
    }
  }

  @Test
  void otherEncodingsAreMalformedAndAByteOrderMarkIsNot() {
    String json = "{\"sensor_id\":\"s-1\"," + TIME + ",\"value\":1}";
    byte[] utf16 = json.getBytes(StandardCharsets.UTF_16LE);
    assertEquals(
        Reason.MALFORMED_JSON,
        ParsedMessage.of(reader, RawMessage.of(utf16, ParsedMessage.POSITION))
            .onlyDeadLetter()
            .reason());
    assertEquals(1.0, parse('\uFEFF' + json).onlyReading().value());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "null",
      value = {
        "'value':1 | null",
        "'location':{'lat': 52.10},'value':1 | {'location':{'lat':52.10}}",
        "'value':1,'metadata' : { 'fw' : '1 2' } , 'n' : null | {'metadata':{'fw':'1 2'},'n':null}",
        "'a':'é\\u00e9','value':1,'b':true | {'a':'é\\u00e9','b':true}",
        "'a':-1.50e3,'value':1,'b':[] | {'a':-1.50e3,'b':[]}",
        "'\\u0061':1,'value':1,'a':2 | {'a':2}",
        "'a':123 ,'value':1 | {'a':123}",
        "'speed':7,'value':1 | {'speed':7}"
      })
  void fieldsThatMeanNothingAreAttributesOfTheReading(String fields, String attributes) {
    String expected = attributes == null ? null : message(attributes);
    assertEquals(expected, parseWith(message(fields)).onlyReading().attributes());
    String marked = "\uFEFF" + message(" {'sensor_id':'s-1','timestamp':T," + fields + "} ");
    assertEquals(expected, parse(marked).onlyReading().attributes());
  }

  @Test
  void measuresOfAMessageHaveItsAttributesAndTheNextMessageHasItsOwn() {
    ParsedMessage parsed = parseWith(message("'line':'A','voltage':230,'current':2"));
    assertEquals(2, parsed.readings().size());
    for (Reading reading : parsed.readings()) {
      assertEquals(message("{'line':'A'}"), reading.attributes());
    }
    assertNull(parseWith("\"value\":1").onlyReading().attributes());
  }

  @Test
  void attributesAreLeftOutWhereTheyAreNotWanted() {
    MessageReader without =
        ParsedMessage.json(
            new MessageSettings(TestSensorTypes.create(), EventTimeRules.CONTRACT, false));
    assertNull(
        ParsedMessage.of(
                without, message("{'sensor_id':'s','a':{'b':1},'timestamp':T,'c':'d','value':1}"))
            .onlyReading()
            .attributes());
  }

  @Test
  void nestingDeeperThanAThousandLevelsIsMalformed() {
    String deep = "[".repeat(1001) + "]".repeat(1001);
    assertEquals(
        Reason.MALFORMED_JSON,
        parseWith("\"value\":1,\"extra\":" + deep).onlyDeadLetter().reason());
    String less = "[".repeat(900) + "]".repeat(900);
    assertEquals(1.0, parseWith("\"value\":1,\"extra\":" + less).onlyReading().value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "''",
        "'yesterday'",
        "'2026-01-01'",
        "'2026-01-01T00:00:00'",
        "true",
        "{}",
        "[1]",
        "1.5",
        "'1767225600000'",
        "253402300800000",
        "-1",
        "'1970-01-01T00:00:05+01:00'",
        "'9999-12-31T23:59:59Z'",
        "1e300",
        "123456789012345678901234567890",
      })
  void whatIsNoTimeIsAnInvalidTimestamp(String timestamp) {
    DeadLetter deadLetter =
        parse(message("{'sensor_id':'s-1','value':1,'timestamp':" + timestamp + "}"))
            .onlyDeadLetter();
    assertEquals(Reason.INVALID_TIMESTAMP, deadLetter.reason());
    assertEquals("timestamp", deadLetter.field());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'2026-01-01T00:00:00Z'",
        "'2026-01-01T01:00:00\\u002B01:00'",
        "1767225600000",
        "1767225600000.0",
        "1.7672256e12",
        "null,'timestamp':1767225600000"
      })
  void timestampIsIsoTextOrAWholeNumberOfMilliseconds(String timestamp) {
    assertEquals(
        NEW_YEAR_2026,
        parse(message("{'sensor_id':'s-1','value':1,'timestamp':" + timestamp + "}"))
            .onlyReading()
            .eventTimeMillis());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "1772352000 | no time in milliseconds; in seconds it is 2026-03-01T08:00:00.000Z:"
            + " --timestampUnit=s or auto",
        "1772352000.123 | in seconds it is 2026-03-01T08:00:00.123Z: --timestampUnit=s or auto",
        "1772352000000001 | in microseconds it is 2026-03-01T08:00:00.000001Z: --timestampUnit=us",
        "1772352000000000000 | in nanoseconds it is 2026-03-01T08:00:00.000Z: --timestampUnit=ns",
        "1.772352e9 | in seconds it is 2026-03-01T08:00:00.000Z",
        "0 | before 1980 in every unit, as an uptime is",
        "123456 | before 1980 in every unit, as an uptime is",
        "-1 | neither ISO-8601 with an offset or Z nor a number of epoch milliseconds",
        "'1772352000000' | a number in a text, which would be 2026-03-01T08:00:00.000Z:"
            + " --timestampUnit=auto",
        "'1772352000' | a number in a text, which would be 2026-03-01T08:00:00.000Z",
        "'20260301080000' | neither ISO-8601",
        "'2026-03-01T08:00:00' | no offset from UTC: --localTimes=facility or a zone",
        "'2026-03-01 08:00:00.5' | no offset from UTC",
        "'2026-03-01T09:00:00+01:00[Europe/Berlin]' | more behind its offset than ISO-8601",
        "'2026-03-01 08:00:00 UTC' | neither ISO-8601",
        "true | neither ISO-8601",
      })
  void refusedTimestampNamesTheLikelyMeaningAndTheOptionThatReadsIt(String time, String detail) {
    DeadLetter deadLetter = parseAt(reader, time).onlyDeadLetter();
    assertEquals(Reason.INVALID_TIMESTAMP, deadLetter.reason());
    assertTrue(deadLetter.detail().contains(detail), deadLetter::detail);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1772352000",
        "1772352000.0",
        "'1772352000'",
        "1772352000000",
        "'1772352000000'",
        "1.772352e12",
        "1772352000000000",
        "1772352000000000000",
        "'2026-03-01T08:00:00Z'"
      })
  void unitIsFoundBySizeWhereAnOptionSaysSo(String time) {
    MessageReader auto = byRules(TimestampUnit.AUTO, LocalTimes.REFUSED);
    assertEquals(MARCH_FIRST, parseAt(auto, time).onlyReading().eventTimeMicros());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "123456", "'0'", "'20260301080000'", "'202603010800'"})
  void whatIsNoTimeInAnyUnitIsRefusedWhicheverUnitIsFoundBySize(String time) {
    MessageReader auto = byRules(TimestampUnit.AUTO, LocalTimes.REFUSED);
    assertEquals(Reason.INVALID_TIMESTAMP, parseAt(auto, time).onlyDeadLetter().reason());
  }

  @Test
  void unitOfAnOptionIsTheOnlyOne() {
    MessageReader seconds = byRules(TimestampUnit.S, LocalTimes.REFUSED);
    assertEquals(
        MARCH_FIRST + 250_000, parseAt(seconds, "1772352000.25").onlyReading().eventTimeMicros());
    String detail = parseAt(seconds, "1772352000000").onlyDeadLetter().detail();
    assertTrue(detail.contains("no time in seconds; in milliseconds it is"), detail);
  }

  @Test
  void timeWithoutAnOffsetIsReadInTheZoneOfTheOption() {
    MessageReader berlin = byRules(TimestampUnit.MS, LocalTimes.in(ZoneId.of("Europe/Berlin")));
    String time = "'2026-03-01 09:00:00'";
    assertEquals(MARCH_FIRST, parseAt(berlin, time).onlyReading().eventTimeMicros());
    time = "'2026-03-01T08:00:00Z'";
    assertEquals(MARCH_FIRST, parseAt(berlin, time).onlyReading().eventTimeMicros());
  }

  @Test
  void timeWithoutAnOffsetIsReadInTheZoneOfTheFacilityWhereverThatStands() {
    MessageReader facilities =
        byRules(
            TimestampUnit.MS,
            LocalTimes.ofFacilities(Map.of("f-1", ZoneId.of("Europe/Berlin")), Map.of()));
    String json = "{'sensor_id':'s','timestamp':'2026-03-01 09:00:00','value':1%s}";
    assertEquals(
        MARCH_FIRST,
        ParsedMessage.of(facilities, message(json.formatted(",'facility_id':'f-1'")))
            .onlyReading()
            .eventTimeMicros());
    String detail =
        ParsedMessage.of(facilities, message(json.formatted(",'facility_id':'f-2'")))
            .onlyDeadLetter()
            .detail();
    assertEquals(
        "timestamp has no offset, and the registry has no timezone of facility f-2", detail);
  }

  private static MessageReader byRules(TimestampUnit unit, LocalTimes localTimes) {
    return ParsedMessage.json(
        new MessageSettings(TestSensorTypes.create(), new EventTimeRules(unit, localTimes), true));
  }

  private static ParsedMessage parseAt(MessageReader reader, String timestamp) {
    return ParsedMessage.of(
        reader, message("{'sensor_id':'s-1','value':1,'timestamp':" + timestamp + "}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null", "'71.3'", "'NaN'", "true", "false", "{'a':1}", "[71.3]", "1e999", "-1e999"
      })
  void measureThatIsNoFiniteNumberIsAnInvalidValue(String value) {
    ParsedMessage parsed = parseWith(message("'voltage':230,'current':" + value + ",'value':2"));
    assertEquals(List.of(230.0, 2.0), parsed.readings().stream().map(Reading::value).toList());
    assertEquals(1, parsed.deadLetters().size());
    assertEquals(Reason.INVALID_VALUE, parsed.deadLetters().get(0).reason());
    assertEquals("current", parsed.deadLetters().get(0).field());
  }

  @Test
  void lastOfAMeasureGivenTwiceCountsAndIsOneMeasure() {
    assertEquals(2.0, parseWith("\"value\":\"one\",\"value\":2").onlyReading().value());
    assertEquals(
        Reason.INVALID_VALUE, parseWith("\"value\":1,\"value\":null").onlyDeadLetter().reason());
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "-0.0,-0.0",
    "1e3,1000",
    "0.1,0.1",
    "123456789012345678901234567890,123456789012345678901234567890",
    "4.9e-324,4.9e-324",
    "1e-999,0",
    "1.7976931348623157e308,1.7976931348623157e308",
    "2.2250738585072011e-308,2.2250738585072011e-308"
  })
  void numbersAreReadToTheNearestDouble(String written, double expected) {
    assertEquals(expected, parseWith("\"value\":" + written).onlyReading().value());
  }

  @Test
  void numberOfAnyLengthIsRead() {
    assertEquals(1.0, parseWith("\"value\":1." + "0".repeat(5000)).onlyReading().value());
    assertEquals(
        Reason.INVALID_VALUE, parseWith("\"value\":" + "9".repeat(5000)).onlyDeadLetter().reason());
  }

  @ParameterizedTest
  @ValueSource(strings = {"'good'", "true", "{}", "[]", "1e999"})
  void qualityThatIsNoFiniteNumberRefusesTheMessageOnce(String quality) {
    DeadLetter deadLetter =
        parseWith(message("'voltage':1,'current':2,'quality_score':" + quality)).onlyDeadLetter();
    assertEquals(Reason.INVALID_VALUE, deadLetter.reason());
    assertEquals("quality_score", deadLetter.field());
  }

  @Test
  void qualityThatIsAbsentOrNullIsOne() {
    assertEquals(1.0, parseWith("\"value\":1").onlyReading().quality());
    assertEquals(1.0, parseWith("\"value\":1,\"quality_score\":null").onlyReading().quality());
    assertEquals(0.0, parseWith("\"value\":1,\"quality_score\":0").onlyReading().quality());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'sensor_type':'temperature','value':-50 | OK | -50",
        "'sensor_type':'temperature','value':150 | OK | 150",
        "'sensor_type':'temperature','value':302,'unit':'fahrenheit' | OK | 302",
        "'sensor_type':'humidity','value':100.5 | CLAMPED | 100",
        "'sensor_type':'humidity','value':-3,'unit':'%' | CLAMPED | 0",
        "'humidity':130 | CLAMPED | 100",
        "'voltage':4000 | FLAGGED | 4000",
        "'sensor_type':'pressure','value':14.7,'unit':'psi' | OK | 14.7",
        "'sensor_type':'unknown','value':1e9 | OK | 1e9",
        "'value':1e9 | OK | 1e9",
      })
  void rangesClampAndFlagInTheirOwnUnit(String fields, RangeCheck check, double value) {
    Reading reading = parseWith(message(fields)).onlyReading();
    assertEquals(check, reading.rangeCheck());
    assertEquals(value, reading.value());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'sensor_type':'temperature','value':150.1 | value",
        "'sensor_type':'temperature','value':151,'unit':'Celsius' | value",
        "'metric_type':'temperature','value':-51,'unit':'DEGC' | value",
        "'sensor_type':'temperature','value':151,'unit':'°c' | value",
        "'temperature_celsius':151 | temperature_celsius",
        "'sensor_type':'vibration','temperature_celsius':-51 | temperature_celsius",
        "'sensor_type':'pressure','value':799.9,'unit':'hPa' | value",
        "'sensor_type':'pressure','value':1300 | value",
      })
  void valueOutsideARejectingRangeIsADeadLetter(String fields, String field) {
    DeadLetter deadLetter = parseWith(message(fields)).onlyDeadLetter();
    assertEquals(Reason.OUT_OF_RANGE, deadLetter.reason());
    assertEquals(field, deadLetter.field());
  }

  @Test
  void detailOfAValueOutOfRangeSaysWhatIsAllowed() {
    assertEquals(
        "value 151.0 is outside the valid range of temperature, -50.0 to 150.0 celsius",
        parseWith("\"sensor_type\":\"temperature\",\"value\":151").onlyDeadLetter().detail());
  }

  @Test
  void unitStaysAsTheMessageWritesIt() {
    assertEquals(
        "°C",
        parseWith("\"sensor_type\":\"temperature\",\"value\":1,\"unit\":\"°C\"")
            .onlyReading()
            .series()
            .unit());
  }

  @Test
  void messageOverOneMebibyteIsTooLargeAndKeepsItsFirst64Kibibytes() {
    byte[] payload = new byte[RawMessage.MAX_PAYLOAD_BYTES + 1];
    Arrays.fill(payload, (byte) ' ');
    DeadLetter deadLetter =
        ParsedMessage.of(reader, RawMessage.of(payload, ParsedMessage.POSITION)).onlyDeadLetter();
    assertEquals(Reason.TOO_LARGE, deadLetter.reason());
    assertEquals(1 << 16, deadLetter.payload().length);
    assertTrue(deadLetter.detail().contains("1048577"), deadLetter.detail());
  }

  @Test
  void whatIsKeptOfATooLargeMessageEndsBetweenTwoCharacters() {
    byte[] payload = ("x" + "é".repeat(1 << 16)).getBytes(StandardCharsets.UTF_8);
    RawMessage cut =
        new RawMessage(payload, 5_000_000, ParsedMessage.POSITION, RawMessage.NO_ARRIVAL);
    assertEquals((1 << 16) - 1, ParsedMessage.of(reader, cut).onlyDeadLetter().payload().length);
  }

  @Test
  void messageOfExactlyOneMebibyteIsParsed() {
    String json = "{\"sensor_id\":\"s-1\"," + TIME + ",\"value\":1,\"extra\":\"";
    String extra = "x".repeat(RawMessage.MAX_PAYLOAD_BYTES - json.length() - 2);
    assertEquals(1.0, parse(json + extra + "\"}").onlyReading().value());
  }

  @Test
  void messageLevelFailuresAreFoundInTheirOrder() {
    assertEquals("sensor_id", parse("{\"timestamp\":\"x\"}").onlyDeadLetter().field());
    assertEquals(
        "timestamp",
        parse("{\"sensor_id\":\"s\",\"quality_score\":\"x\"}").onlyDeadLetter().field());
    assertEquals(
        Reason.INVALID_TIMESTAMP,
        parse("{\"sensor_id\":\"s\",\"timestamp\":\"x\",\"quality_score\":\"x\"}")
            .onlyDeadLetter()
            .reason());
    assertEquals("quality_score", parseWith("\"quality_score\":\"x\"").onlyDeadLetter().field());
  }

  @Test
  void fieldsOfOneMessageAreForgottenInTheNext() {
    parseWith(
        "\"facility_id\":\"f-1\",\"sensor_type\":\"x\",\"unit\":\"y\",\"quality_score\":0.5,\"value\":1");
    Reading reading = parseWith("\"voltage\":2").onlyReading();
    assertEquals(new SeriesInfo("s-1", "voltage", "power", null, "V"), reading.series());
    assertEquals(1.0, reading.quality());
    assertEquals(Reason.MISSING_FIELD, parse("{\"value\":1}").onlyDeadLetter().reason());
  }

  @Test
  void readingsOfOneSeriesShareOneSeriesInfo() {
    String fields = "\"sensor_type\":\"temperature\",\"value\":";
    assertSame(
        parseWith(fields + "1").onlyReading().series(),
        parseWith(fields + "2").onlyReading().series());
  }

  @Test
  void moreSeriesThanAreRememberedAreStillRight() {
    for (int i = 0; i < 300_000; i++) {
      Reading reading =
          parse("{\"sensor_id\":\"s-" + i + "\"," + TIME + ",\"value\":" + i + "}").onlyReading();
      assertEquals("s-" + i, reading.series().sensorId());
      assertEquals("value", reading.series().metric());
    }
  }

  /** Writes JSON with double quotes, and T for a valid time. */
  private static String message(String json) {
    return json.replace("'timestamp':T", TIME).replace('\'', '"');
  }
}
