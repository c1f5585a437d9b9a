package io.plantbeam.format.mapped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.config.SensorTypesFile;
import io.plantbeam.format.MessageFormats;
import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.Reading;
import io.plantbeam.parse.EventTimeExtractor;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.MessageSettings;
import io.plantbeam.testing.Mutations;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a message is, it becomes a reading, a dead letter or is passed over; nothing that it is
 * mutated to makes a format throw; and the event time alone is the earliest of its readings.
 */
class MappedFormatFuzzTest {
  /** Of the presets together, which are read by one parser, and of SenML, which has its own. */
  private static final int MESSAGES = 100_000;

  private static final Map<String, String> SEEDS =
      Map.ofEntries(
          Map.entry(
              "opcua-pubsub-json",
              "{\"MessageType\":\"ua-data\",\"PublisherId\":\"p\",\"Messages\":[{\"DataSetWriterId\":"
                  + "1,\"Timestamp\":\"2026-03-01T08:00:00Z\",\"Payload\":{\"a\":{\"Value\":{\"Type\""
                  + ":11,\"Body\":1.5},\"StatusCode\":{\"Code\":0}},\"b\":2,\"c\":{\"Body\":true}}}]}"),
          Map.entry(
              "sparkplug-json",
              "{\"timestamp\":1772352000500,\"seq\":3,\"metrics\":[{\"name\":\"a\",\"timestamp\":"
                  + "1772352000123,\"value\":1480.5},{\"name\":\"b\",\"longValue\":\"17\"}]}"),
          Map.entry(
              "umh", "{\"timestamp_ms\":1772352000123,\"a\":21.5,\"b\":{\"c\":1,\"d\":{\"e\":2}}}"),
          Map.entry(
              "azure-iot-hub",
              "{\"deviceId\":\"d\",\"timestamp\":\"2026-03-01T08:00:00Z\",\"a\":1,\"b\":{\"c\":2}}"),
          Map.entry(
              "aws-iot",
              "{\"type\":\"PropertyValueUpdate\",\"payload\":{\"assetId\":\"a\",\"propertyId\":\"p\","
                  + "\"values\":[{\"timestamp\":{\"timeInSeconds\":1772352000,\"offsetInNanos\":5000},"
                  + "\"quality\":\"GOOD\",\"value\":{\"doubleValue\":27.5}}]}}"),
          Map.entry(
              "telegraf-json",
              "{\"metrics\":[{\"fields\":{\"a\":87.5,\"b\":4},\"name\":\"cpu\",\"tags\":{\"host\":"
                  + "\"h\"},\"timestamp\":1772352000}]}"),
          Map.entry(
              "thingsboard",
              "[{\"ts\":1772352000123,\"deviceName\":\"d\",\"values\":{\"a\":21.5,\"b\":true}}]"),
          Map.entry(
              "cloudevents",
              "{\"specversion\":\"1.0\",\"source\":\"/s\",\"id\":\"1\",\"time\":\"2026-03-01T09:00:00"
                  + "+01:00\",\"data\":{\"a\":21.5,\"b\":{\"c\":1480}}}"),
          Map.entry(
              "debezium",
              "{\"payload\":{\"before\":null,\"after\":{\"sensor_id\":\"s\",\"metric\":\"m\",\"ts\":"
                  + "1772352000123456,\"value\":21.5},\"op\":\"c\"}}"),
          Map.entry(
              "kafka-connect",
              "{\"schema\":{},\"payload\":{\"tag\":\"t\",\"measurement\":\"m\",\"value\":\"4.25\","
                  + "\"timestamp\":1772352000123}}"),
          Map.entry(
              "senml",
              "[{\"bn\":\"d:\",\"bt\":1772352000.5,\"n\":\"a\",\"u\":\"V\",\"v\":1},{\"n\":\"b\","
                  + "\"t\":-5,\"vb\":true}]"));

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
          "{}",
          "[]",
          "[[1]],",
          "\"value\":1,",
          "\"timestamp\":0,",
          "\"\":{},",
          "\u00e9",
          "\ud83d",
          "9".repeat(40),
          "[".repeat(1200),
          "{\"a\":".repeat(1200));

  private static final Parsed.Around AROUND =
      new Parsed.Around(
          "umh.v1.acme.aachen._historian",
          "spBv1.0/g/DDATA/e/d",
          Map.of("ce_time", "2026-03-01T08:00:00Z", "ce_source", "s"));

  static List<String> formats() {
    return MessageFormats.ALL.stream()
        .map(MessageFormats.Type::name)
        .filter(SEEDS::containsKey)
        .toList();
  }

  private final Mutations mutations = new Mutations(new Random(20260301), FRAGMENTS);

  @ParameterizedTest
  @MethodSource("formats")
  void accountsForEachMutatedMessage(String name) throws Exception {
    MessageFormat format =
        MessageFormats.ALL.stream()
            .filter(type -> type.name().equals(name))
            .findFirst()
            .orElseThrow()
            .with(MessageSettings.of(SensorTypesFile.defaults().sensorTypes()));
    MessageFormat.Parser parser = format.open();
    EventTimeExtractor eventTimes = format.eventTimes();
    byte[] seed = SEEDS.get(name).getBytes(StandardCharsets.UTF_8);
    int withReadings = 0;
    int messages = name.equals(SenMlFormat.NAME) ? MESSAGES : MESSAGES / (SEEDS.size() - 1);
    for (int i = 0; i < messages; i++) {
      RawMessage message = AROUND.message(mutations.of(seed));
      Outcome outcome = new Outcome();
      // Not through a reader, which would turn what is thrown into a dead letter.
      parser.parse(message, outcome);
      String text = new String(message.payload(), StandardCharsets.UTF_8);
      assertTrue(
          outcome.readings.size() + outcome.refused.size() + outcome.passedOver > 0, () -> text);
      assertEquals(
          outcome.readings.size() + outcome.refused.size(), outcome.measures.size(), () -> text);
      long time = eventTimes.eventTimeMillis(message);
      if (!outcome.readings.isEmpty()) {
        withReadings++;
        long earliest =
            outcome.readings.stream().mapToLong(Reading::eventTimeMillis).min().getAsLong();
        assertTrue(time != EventTimeExtractor.NONE && time <= earliest, () -> text);
      }
    }
    assertTrue(withReadings > messages / 50, "mutations leave hardly any reading");
  }

  private static final class Outcome implements MessageFormat.Output {
    private final List<Reading> readings = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final Set<String> measures = new HashSet<>();
    private int passedOver;

    @Override
    public void reading(String measure, Reading reading) {
      assertTrue(Double.isFinite(reading.value()) && Double.isFinite(reading.quality()));
      measures.add(measure);
      readings.add(reading);
    }

    @Override
    public void refuse(DeadLetter.Reason reason, String field, String detail) {
      measures.add(field);
      refused.add(detail);
    }

    @Override
    public void passOver(int count) {
      passedOver += count;
    }
  }
}
