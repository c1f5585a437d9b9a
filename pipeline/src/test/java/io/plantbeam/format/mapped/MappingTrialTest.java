package io.plantbeam.format.mapped;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.config.SensorTypesFile;
import io.plantbeam.model.RawMessage;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.MessageSettings;
import io.plantbeam.preflight.TriedFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MappingTrialTest {
  private static final MessageSettings SETTINGS =
      MessageSettings.of(SensorTypesFile.defaults().sensorTypes());

  private static final String SAMPLES =
      """
      readings: {array: /samples}
      sensor: {parent: /device}
      metric: /name
      time: {parent: /ts}
      value: /v
      """;

  private static final String MESSAGE =
      """
      {"device":"d-1","ts":1772352000000,"samples":[{"name":"a","v":1}]}
      """;

  private static RawMessage message(String topic, String payload) {
    return new Parsed.Around(topic, null, Map.of())
        .message(payload.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> problems(String mapping, String... messages) throws IOException {
    TriedFormat format = MappedFormat.of("mapping.yaml", mapping, SETTINGS);
    return format.problemsWith(Stream.of(messages).map(text -> message("raw", text)).toList());
  }

  @Test
  void hasNoProblemWhereAllIsFoundSomewhere() throws IOException {
    assertEquals(List.of(), problems(SAMPLES, MESSAGE));
    assertEquals(List.of(), problems(SAMPLES, "{\"device\":\"d-1\"}", MESSAGE, "no JSON"));
  }

  @Test
  void namesThePointerThatLeadsNowhereAndWhatMayBeMeant() throws IOException {
    assertEquals(
        List.of(
            "mapping.yaml: 'time' leads to nothing in any of the 2 messages tried, by /tss of"
                + " the parent; did you mean ts?"),
        problems(SAMPLES.replace("/ts", "/tss"), MESSAGE, MESSAGE));
    assertEquals(
        List.of(
            "mapping.yaml: 'value' leads to nothing in any of the one message tried, by /reading;"
                + " the fields there are device, ts, samples, name, v"),
        problems(SAMPLES.replace("/v", "/reading"), MESSAGE));
  }

  @Test
  void namesReadingsThatAreNotThere() throws IOException {
    assertEquals(
        List.of(
            "mapping.yaml: 'readings' leads to nothing in any of the one message tried; the fields"
                + " there are device, ts, samples, name, v"),
        problems(SAMPLES.replace("/samples", "/sample"), MESSAGE));
  }

  @Test
  void oneOfSeveralPointersIsEnough() throws IOException {
    String mapping = SAMPLES.replace("/v", "[/value, /v]");
    assertEquals(List.of(), problems(mapping, MESSAGE));
    assertEquals(
        List.of(
            "mapping.yaml: 'value' leads to nothing in any of the one message tried, by /value,"
                + " /v; the fields there are device, ts, samples, name"),
        problems(
            mapping, "{\"device\":\"d-1\",\"ts\":1772352000000,\"samples\":[{\"name\":\"a\"}]}"));
  }

  @Test
  void saysNothingOfMessagesThatAreNoReadings() throws IOException {
    String mapping = SAMPLES + "only: {parent: /kind, is: [data]}\n";
    assertEquals(List.of(), problems(mapping, "{\"kind\":\"birth\",\"samples\":[{}]}"));
    assertEquals(List.of(), problems(SAMPLES, "no JSON", ""));
    assertEquals(List.of(), problems(SAMPLES));
  }

  @Test
  void everyPresetIsTriedOnMessagesOfItsOwnTopic() throws IOException {
    MessageFormat wrong = MappedFormat.of("mapping.yaml", SAMPLES, SETTINGS);
    RoutedFormat routed =
        new RoutedFormat(
            List.of(
                new RoutedFormat.Route(Pattern.compile("raw"), wrong),
                new RoutedFormat.Route(
                    Pattern.compile(".*"), MappedFormat.preset("telegraf-json", SETTINGS))));
    assertEquals(
        List.of(
            "preset telegraf-json: 'readings' leads to nothing in any of the one message tried; the"
                + " fields there are a"),
        routed.problemsWith(List.of(message("raw", MESSAGE), message("other", "{\"a\":1}"))));
  }
}
