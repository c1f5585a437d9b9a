package io.plantbeam.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.DeadLetter.Reason;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.testing.SharedKafka;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeadLetterFitterTest {
  private static LetterSize size;

  @BeforeAll
  static void createTopic() {
    size = new LetterSize(SharedKafka.newTopic("fitter", 1), TestSettings.of());
  }

  @Test
  void ordinaryLetterIsWrittenWhole() throws IOException {
    assertEquals(
        Map.of(
            "reason", "malformed_json",
            "detail", "not JSON",
            "stage", "ParseReadings",
            "payload", "{oops",
            "payload_cut", false,
            "topic", "raw",
            "partition", 2,
            "offset", 9),
        withoutNulls(encode(bytes("{oops"), "not JSON")));
  }

  @Test
  void longTextIsCutBetweenCharacters() throws IOException {
    String text = "x" + "ü".repeat(600_000);
    Map<String, Object> json = encode(bytes(text), "not JSON");
    String payload = (String) json.get("payload");

    assertNull(json.get("payload_encoding"));
    assertEquals(true, json.get("payload_cut"));
    assertTrue(text.startsWith(payload), "the payload is the beginning");
    assertTrue(payload.length() > 400_000, "much is kept: " + payload.length());
    assertEquals(
        "not JSON (of a payload of 1200001 bytes, the first %d are kept)"
            .formatted(bytes(payload).length),
        json.get("detail"));
  }

  @Test
  void textThatEscapesMakeLongIsCut() throws IOException {
    String payload = (String) encode(new byte[1_000_000], "zeros").get("payload");
    assertTrue(payload.chars().allMatch(c -> c == 0) && payload.length() > 100_000);
  }

  @Test
  void longBinaryIsCut() throws IOException {
    byte[] binary = new byte[1_000_000];
    Arrays.fill(binary, (byte) 0xFF);
    Map<String, Object> json = encode(binary, "not UTF-8");

    assertEquals("base64", json.get("payload_encoding"));
    assertEquals(true, json.get("payload_cut"));
    int kept = Base64.getDecoder().decode((String) json.get("payload")).length;
    assertTrue(kept > 600_000, "much is kept: " + kept);
    assertEquals(
        "not UTF-8 (of a payload of 1000000 bytes, the first %d are kept)".formatted(kept),
        json.get("detail"));
  }

  @Test
  void endlessDetailIsShortened() throws IOException {
    Map<String, Object> json = encode(new byte[0], "d".repeat(2_000_000));
    assertTrue(((String) json.get("detail")).length() < 1_100);
    assertEquals(false, json.get("payload_cut"));
  }

  private static Map<String, Object> encode(byte[] payload, String detail) throws IOException {
    byte[] json =
        DeadLetterFitter.encode(
            new DeadLetter(
                Reason.MALFORMED_JSON,
                null,
                detail,
                "ParseReadings",
                payload,
                new MessagePosition(Origin.ofPartition("raw", 2), 9)),
            size);
    assertTrue(json.length <= LetterSize.MOST_BYTES, "size " + json.length);
    return new ObjectMapper().readerForMapOf(Object.class).readValue(json);
  }

  private static Map<String, Object> withoutNulls(Map<String, Object> json) {
    json.values().removeIf(value -> value == null);
    return json;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
