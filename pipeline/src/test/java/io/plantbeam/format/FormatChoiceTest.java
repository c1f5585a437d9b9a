package io.plantbeam.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.SensorTypesFile;
import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.Reading;
import io.plantbeam.parse.EventTimeExtractor;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.MessageReader;
import io.plantbeam.parse.MessageSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatChoiceTest {
  private static final MessageSettings SETTINGS =
      MessageSettings.of(SensorTypesFile.defaults().sensorTypes());

  @TempDir private Path folder;

  private static MessageFormat choose(String nameOrFile) {
    return FormatChoice.of(nameOrFile, MessageFormats.ALL, SETTINGS);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static List<String> problems(String nameOrFile) {
    return assertThrows(InvalidOptionsException.class, () -> choose(nameOrFile)).problems();
  }

  private static RawMessage message(String topic, String payload) {
    return RawMessage.of(
        payload.getBytes(StandardCharsets.UTF_8),
        new MessagePosition(Origin.ofPartition(topic, 0), 1));
  }

  /** The metrics of the readings, and the details of dead letters. */
  private static List<String> outcome(MessageFormat format, String topic, String payload)
      throws IOException {
    List<String> outcome = new ArrayList<>();
    MessageReader.open(format, "test")
        .read(
            message(topic, payload),
            new MessageReader.Results() {
              @Override
              public void reading(String measure, Reading reading) {
                outcome.add(reading.series().metric());
              }

              @Override
              public void deadLetter(DeadLetter deadLetter) {
                outcome.add(deadLetter.detail());
              }

              @Override
              public void passedOver(int count) {}
            });
    return outcome;
  }

  @Test
  void readsTopicsByTheFormatThatTheirNamesMatch() throws IOException {
    file("mine.yaml", "sensor: /s\ntime: /t\nvalue: /v\nmetric: {constant: level}\n");
    MessageFormat format =
        choose(
            file(
                "routes.yaml",
                """
                formats:
                  - {topic: 'telegraf\\..*', format: telegraf-json}
                  - {topic: 'own', format: mine.yaml}
                  - {topic: 'plain.*', format: json}
                """));
    String telegraf =
        "{\"fields\":{\"a\":1},\"name\":\"cpu\",\"tags\":{\"host\":\"h\"},\"timestamp\":1772352000}";
    assertEquals(List.of("cpu.a"), outcome(format, "telegraf.x", telegraf));
    assertEquals(List.of("level"), outcome(format, "own", "{\"s\":1,\"t\":1772352000000,\"v\":2}"));
    assertEquals(
        List.of("value"),
        outcome(format, "plain", "{\"sensor_id\":1,\"timestamp\":1772352000000,\"value\":2}"));
    assertEquals(
        List.of("the mapping names no format of owner"), outcome(format, "owner", telegraf));
    EventTimeExtractor times = format.eventTimes();
    assertEquals(1_772_352_000_000L, times.eventTimeMillis(message("telegraf.x", telegraf)));
    assertEquals(EventTimeExtractor.NONE, times.eventTimeMillis(message("owner", telegraf)));
  }

  @Test
  void takesTheFirstOfTheListIfNothingIsNamed() throws IOException {
    assertEquals(
        List.of("value"),
        outcome(choose(null), "t", "{\"sensor_id\":1,\"timestamp\":1772352000000,\"value\":2}"));
  }

  @Test
  void saysWhatIsWrongWithAListOfFormats() throws IOException {
    file("rows.yaml", "csv: {}\nsensor: /s\ntime: /t\nvalue: /v\n");
    String routes =
        file(
            "routes.yaml",
            """
            formats:
              - {topic: '(', format: json}
              - {topic: 'a', format: telegraf-jsn}
              - {topic: 'b', format: rows.yaml}
              - {format: json}
            """);
    List<String> problems = problems(routes);
    assertEquals(4, problems.size(), problems::toString);
    assertTrue(problems.get(0).contains("formats[0].topic is '('; allowed is a regular"));
    assertTrue(
        problems
            .get(1)
            .contains("telegraf-jsn: there is no such format and no such file; did you"));
    assertTrue(problems.get(2).contains("formats[2].format is of CSV files"));
    assertTrue(problems.get(3).contains("formats[3] has no 'topic'"));
  }
}
