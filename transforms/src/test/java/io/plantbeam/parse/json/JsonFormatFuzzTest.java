package io.plantbeam.parse.json;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.DeadLetter.Reason;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.Reading;
import io.plantbeam.parse.AttributesText;
import io.plantbeam.parse.EventTimeRules;
import io.plantbeam.parse.LocalTimes;
import io.plantbeam.parse.MessageReader;
import io.plantbeam.parse.MessageSettings;
import io.plantbeam.parse.ParsedMessage;
import io.plantbeam.parse.SensorTypes;
import io.plantbeam.parse.TestSensorTypes;
import io.plantbeam.parse.TimestampUnit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The accounting rule: a message that is refused as a whole is one dead letter and no reading; any
 * other message has as many readings and dead letters together as it has distinct measures.
 */
class JsonFormatFuzzTest {
  private static final int MESSAGES = 100_000;
  private static final List<String> SEEDS =
      List.of(
          "{\"sensor_id\":\"s-1\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"facility_id\":\"f-1\","
              + "\"sensor_type\":\"temperature\",\"quality_score\":0.98,\"value\":71.3,"
              + "\"unit\":\"celsius\"}",
          "{\"sensor_id\":\"s-1\",\"timestamp\":1767225600000,\"metric_type\":\"pressure\","
              + "\"value\":1013.2}",
          "{\"device_id\":\"d-9\",\"sensor_type\":\"pressure\",\"timestamp\":"
              + "\"2026-01-01T00:00:00.123+01:00\",\"value\":1013.2,\"unit\":\"hPa\","
              + "\"location\":{\"lat\":52.1,\"lon\":4.3},\"metadata\":{\"fw\":\"1.2é\"}}",
          "{\"sensor_id\":\"s-2\",\"timestamp\":\"2026-01-01T00:00:00Z\","
              + "\"temperature_celsius\":21.5,\"humidity\":120,\"voltage\":-1,\"current\":\"x\"}",
          "{\"sensor_id\":\"s-3\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"acceleration_x\":0.1,"
              + "\"acceleration_y\":null,\"acceleration_z\":1e999}");
  private static final List<String> TIMES =
      Stream.concat(
              SEEDS.stream(),
              Stream.of(
                      "1767225600",
                      "1767225600.25",
                      "1767225600000000",
                      "1767225600000000000",
                      "\"1767225600000\"",
                      "\"2026-01-01T00:00:00\"",
                      "\"2026-01-01 00:00:00,5+0100\"",
                      "\"20260101T000000\\u002B01\"",
                      "\"2026-01-01T00:00:00\u221201:00\"")
                  .flatMap(
                      time ->
                          Stream.of("f-1", "f-2")
                              .map(
                                  facility ->
                                      "{\"sensor_id\":\"d-9\",\"timestamp\":"
                                          + time
                                          + ",\"value\":1,\"facility_id\":\""
                                          + facility
                                          + "\"}")))
          .toList();
  private static final List<String> FRAGMENTS =
      List.of(
          "null",
          "true",
          "NaN",
          "1e999",
          "-",
          "\"",
          "\\",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\\u0000",
          "\"value\":1,",
          "\"timestamp\":0,",
          "\"sensor_id\":\"\",",
          "\"humidity\":[],",
          "\u00e9",
          "9".repeat(40),
          "[".repeat(1200));

  private final SensorTypes types = TestSensorTypes.create();
  private final Random random = new Random(20260101);

  @Test
  void mutatedMessagesNeverThrowAndAreAllAccountedFor() {
    MessageReader reader = ParsedMessage.json(types);
    Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
    int readings = 0;
    for (int i = 0; i < MESSAGES; i++) {
      byte[] payload = mutate(SEEDS.get(i % SEEDS.size()).getBytes(StandardCharsets.UTF_8));
      RawMessage message = RawMessage.of(payload, ParsedMessage.POSITION);
      ParsedMessage parsed =
          assertDoesNotThrow(() -> ParsedMessage.of(reader, message), () -> text(payload));
      checkAccounts(payload, parsed);
      readings += parsed.readings().size();
      parsed.deadLetters().forEach(letter -> reasons.merge(letter.reason(), 1, Integer::sum));
    }
    assertTrue(readings > 10_000, "mutations leave hardly any reading: " + readings);
    assertEquals(
        Set.of(
            Reason.MALFORMED_JSON,
            Reason.MISSING_FIELD,
            Reason.INVALID_TIMESTAMP,
            Reason.INVALID_VALUE,
            Reason.OUT_OF_RANGE),
        reasons.keySet());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void scannerAgreesWithTheParserOnMutatedMessages(EventTimeRules times) {
    MessageReader reader = ParsedMessage.json(new MessageSettings(types, times, true));
    EventTimeScanner scanner = new EventTimeScanner(times);
    int compared = 0;
    for (int i = 0; i < MESSAGES / 5; i++) {
      byte[] seed = TIMES.get(i % TIMES.size()).getBytes(StandardCharsets.UTF_8);
      byte[] payload = mutate(seed);
      long scanned =
          assertDoesNotThrow(() -> scanner.eventTimeMillis(payload), () -> text(payload));
      if (occurrences(text(payload), "timestamp") == 1) {
        ParsedMessage parsed =
            ParsedMessage.of(reader, RawMessage.of(payload, ParsedMessage.POSITION));
        for (Reading reading : parsed.readings()) {
          assertEquals(reading.eventTimeMillis(), scanned, () -> text(payload));
          compared++;
        }
        for (DeadLetter letter : parsed.deadLetters()) {
          if (letter.reason() == Reason.INVALID_TIMESTAMP) {
            assertEquals(EventTimeScanner.NONE, scanned, () -> text(payload));
            compared++;
          }
        }
      }
    }
    assertTrue(compared > MESSAGES / 50, "hardly any time was compared: " + compared);
  }

  private static List<EventTimeRules> rules() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    return List.of(
        EventTimeRules.CONTRACT,
        new EventTimeRules(TimestampUnit.AUTO, LocalTimes.in(berlin)),
        new EventTimeRules(
            TimestampUnit.S,
            LocalTimes.ofFacilities(Map.of("f-1", berlin), Map.of("d-9", berlin))));
  }

  private void checkAccounts(byte[] payload, ParsedMessage parsed) {
    for (DeadLetter letter : parsed.deadLetters()) {
      assertTrue(Arrays.equals(payload, letter.payload()));
    }
    for (Reading reading : parsed.readings()) {
      assertTrue(Double.isFinite(reading.value()) && Double.isFinite(reading.quality()));
      checkAttributes(reading.attributes(), payload);
    }
    boolean refusedWhole = parsed.deadLetters().stream().anyMatch(this::isOfTheWholeMessage);
    int expected = refusedWhole ? 1 : measuresIn(payload);
    assertEquals(
        expected,
        parsed.readings().size() + parsed.deadLetters().size(),
        () -> text(payload) + " gave " + parsed);
  }

  /** They are one object, of limited size, and none of its fields is given twice. */
  private static void checkAttributes(String attributes, byte[] payload) {
    if (attributes == null) {
      return;
    }
    assertTrue(
        attributes.getBytes(StandardCharsets.UTF_8).length <= AttributesText.MAX_BYTES,
        () -> text(payload));
    Set<String> names = new HashSet<>();
    try (JsonParser json = new JsonFactory().createParser(attributes)) {
      assertEquals(JsonToken.START_OBJECT, json.nextToken());
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        assertTrue(names.add(name), attributes);
        json.nextToken();
        json.skipChildren();
      }
      assertNull(json.nextToken());
      assertTrue(!names.isEmpty(), attributes);
    } catch (IOException e) {
      throw new AssertionError(attributes + " of " + text(payload), e);
    }
  }

  private boolean isOfTheWholeMessage(DeadLetter letter) {
    return switch (letter.reason()) {
      case INVALID_VALUE -> letter.field().equals("quality_score");
      case OUT_OF_RANGE -> false;
      default -> true;
    };
  }

  /** Counts the distinct measures by a walk of its own over the tokens. */
  private int measuresIn(byte[] payload) {
    Set<String> measures = new HashSet<>();
    try (JsonParser json = new JsonFactory().createParser(payload)) {
      int depth = 0;
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (depth == 1 && token == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          if (name.equals("value") || types.measureNames().contains(name)) {
            measures.add(name);
          }
        }
      }
    } catch (IOException e) {
      throw new AssertionError("accepted, but not JSON: " + text(payload), e);
    }
    return measures.size();
  }

  private byte[] mutate(byte[] seed) {
    byte[] bytes = seed;
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(bytes.length + 1);
      byte[] before = Arrays.copyOf(bytes, at);
      bytes =
          switch (random.nextInt(5)) {
            case 0 -> before;
            case 1 -> join(before, randomBytes(), from(bytes, at + 1));
            case 2 -> join(before, from(bytes, at + 1 + random.nextInt(8)));
            case 3 -> join(before, fragment(), from(bytes, at));
            default -> join(before, fragment(), from(bytes, at + 1 + random.nextInt(8)));
          };
    }
    return bytes;
  }

  private byte[] fragment() {
    return FRAGMENTS.get(random.nextInt(FRAGMENTS.size())).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] randomBytes() {
    byte[] bytes = new byte[1];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] from(byte[] bytes, int at) {
    return Arrays.copyOfRange(bytes, Math.min(at, bytes.length), bytes.length);
  }

  private static byte[] join(byte[]... parts) {
    byte[] joined = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }

  private static int occurrences(String text, String part) {
    return text.split(part, -1).length - 1;
  }

  private static String text(byte[] payload) {
    return new String(payload, StandardCharsets.UTF_8);
  }
}
