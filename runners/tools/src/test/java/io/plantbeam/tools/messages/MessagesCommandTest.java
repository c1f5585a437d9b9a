package io.plantbeam.tools.messages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.launch.ExitCode;
import io.plantbeam.testing.SharedKafka;
import io.plantbeam.tools.PlantbeamWithTools;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class MessagesCommandTest {
  @TempDir private Path folder;

  /** What a command printed, and how it ended. */
  private record Run(int code, String out, String err) {}

  private static Run run(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = PlantbeamWithTools.commandLine();
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int code = command.execute(words);
    return new Run(code, out.toString(), err.toString());
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("samples.ndjson"), text).toString();
  }

  /** Messages of shapes that no format is made for, and the mapping that is right for them. */
  static Stream<Arguments> shapes() {
    return Stream.of(
        Arguments.of(
            "one value per message",
            """
            {"Tag":"21-FT-3","Time":"2026-03-01T08:00:00Z","Val":12.5,"UOM":"m3/h","Site":"aachen"}
            """,
            """
            sensor: /Tag
            facility: /Site
            unit: /UOM
            time: {pointer: /Time, of: message}
            value: /Val
            """),
        Arguments.of(
            "a name beside the device",
            """
            {"deviceId":"press-7","parameter":"oil_temp","value":61.25,"ts":1772352000}
            """,
            """
            sensor: /deviceId
            metric: /parameter
            time: {pointer: /ts, of: message, unit: s}
            value: /value
            """),
        Arguments.of(
            "values as fields of the message",
            """
            {"machine":"m-4","timestamp":1772352000123,"rpm":1480,"torque":12.5,"seq":7,"mode":"A"}
            """,
            """
            readings:
              - {object: "", except: [seq]}
            sensor: {pointer: /machine, of: message}
            time: {pointer: /timestamp, of: message, unit: ms}
            """),
        Arguments.of(
            "values in an object, nested",
            """
            {"meta":{"asset":"pump-1"},"at":"2026-03-01T08:00:00+01:00","data":{"a":1,"b":{"c":2}}}
            """,
            """
            readings:
              - {object: /data, nested: "."}
            sensor: {pointer: /meta/asset, of: message}
            time: {pointer: /at, of: message}
            """),
        Arguments.of(
            "an array of samples",
            """
            {"device":"d","samples":[{"signal":"x","v":1,"t":1772352000000000},\
            {"signal":"y","v":2,"t":1772352000000001}]}
            """,
            """
            readings:
              - {array: /samples, as: item}
            sensor: {pointer: /device, of: message}
            metric: /signal
            time: {pointer: /t, of: item, unit: us}
            value: /v
            """),
        Arguments.of(
            "objects with value and unit",
            """
            {"host":"h","time":1772352000123,"sensors":{"temp":{"value":1.5,"unit":"C"},\
            "hum":{"value":40,"unit":"%"}}}
            """,
            """
            readings:
              - {object: /sensors}
            sensor: {pointer: /host, of: message}
            unit: /unit
            time: {pointer: /time, of: message, unit: ms}
            value: /value
            """));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void proposesAMappingThatReadsTheMessages(String shape, String message, String expected)
      throws IOException {
    String samples = file(message + message);
    Path mapping = folder.resolve("mapping.yaml");
    Run guess = run("messages", "guess", samples, "--output=" + mapping);
    String yaml = Files.readString(mapping);
    assertEquals(expected, yaml.replaceFirst("^#.*\n", ""), guess.out() + guess.err());
    assertEquals(ExitCode.OK, guess.code(), guess.out());
    Run tried = run("messages", "try", samples, "--messageFormat=" + mapping);
    assertEquals(ExitCode.OK, tried.code(), tried.out() + tried.err());
  }

  @Test
  void namesTheFormatThatIsKnown() throws IOException {
    Run guess =
        run(
            "messages",
            "guess",
            file(
                """
                {"fields":{"usage":87.5},"name":"cpu","tags":{"host":"h"},"timestamp":1772352000}
                """));
    assertEquals("The messages are read by --messageFormat=telegraf-json\n", guess.out());
    assertEquals(ExitCode.OK, guess.code());
  }

  @Test
  void showsEachReadingFieldByField() throws IOException {
    Run tried =
        run(
            "messages",
            "try",
            "--messageFormat=telegraf-json",
            file(
                """
                {"fields":{"usage":87.5,"model":"x"},"name":"cpu","tags":{"host":"h"},"timestamp":1772352000}
                {"fields":{"usage":87.5},"name":"cpu","timestamp":1772352000}
                """));
    assertEquals(
        """
          {"fields":{"usage":87.5,"model":"x"},"name":"cpu","tags":{"host":"h"},"timestamp":1772352000}
          reading
            sensor     h
            metric     cpu.usage
            time       2026-03-01T08:00:00.000Z
            value      87.5
          1 passed over

          {"fields":{"usage":87.5},"name":"cpu","timestamp":1772352000}
          dead letter
            reason     missing_field
            field      sensor
            detail     there is no sensor at /tags/sensor of the parent, /tags/device of the parent,\
         /tags/host of the parent

        2 messages: 1 readings, 1 dead letters, 1 passed over
        """,
        tried.out().replaceAll("(?m)^.*samples.ndjson, byte [0-9]+\n", ""));
    assertEquals(ExitCode.JOB_FAILED, tried.code());
  }

  @Test
  void triesTheLatestMessagesOfATopicWithKeysAndHeaders() {
    String topic = SharedKafka.newTopic("raw", 2);
    String servers = SharedKafka.broker().bootstrapServers();
    try (KafkaProducer<String, String> producer = SharedKafka.producer(servers, Map.of())) {
      for (int i = 0; i < 5; i++) {
        ProducerRecord<String, String> record =
            new ProducerRecord<>(
                topic,
                i % 2,
                1_772_352_000_000L + i,
                "tb-" + i,
                "{\"ts\":1772352000123,\"values\":{\"n\":%d}}".formatted(i));
        record.headers().add("tb_msg_md_deviceName", ("device-" + i).getBytes(UTF_8));
        SharedKafka.awaitStored(producer.send(record));
      }
    }
    Run tried =
        run(
            "messages",
            "try",
            "--messageFormat=thingsboard",
            "--topic=" + topic,
            "--bootstrapServers=" + servers,
            "--count=2");
    assertEquals(ExitCode.OK, tried.code(), tried.out() + tried.err());
    assertEquals(
        List.of("device-3", "device-4"),
        tried
            .out()
            .lines()
            .filter(line -> line.startsWith("    sensor"))
            .map(line -> line.substring(line.lastIndexOf(' ') + 1))
            .toList());
    assertEquals(
        "The messages are read by --messageFormat=thingsboard\n",
        run("messages", "guess", "--topic=" + topic, "--bootstrapServers=" + servers).out());
    Run missing = run("messages", "try", "--topic=not-there", "--bootstrapServers=" + servers);
    assertEquals("--topic=not-there: there is no such topic.\n", missing.err());
    assertEquals(ExitCode.INVALID_OPTIONS, missing.code());
  }

  @Test
  void saysWhatCannotBeTried() throws IOException {
    Run unknown = run("messages", "try", "--messageFormat=telegraf-jsn", file("{}"));
    assertEquals(
        "--messageFormat=telegraf-jsn: there is no such format and no such file; did you mean"
            + " telegraf-json?\n",
        unknown.err());
    assertEquals(ExitCode.INVALID_OPTIONS, unknown.code());
    assertEquals(
        "Messages are needed from a FILE or from a --topic; give one of them.\n",
        run("messages", "try").err());
    Run noJson = run("messages", "guess", file("a=1 b=2\n"));
    assertTrue(noJson.err().contains("1 of 1 messages are no JSON object"), noJson.err());
    assertEquals(ExitCode.INVALID_OPTIONS, noJson.code());
  }

  @Test
  void overwritesNoFile() throws IOException {
    Path mapping = Files.writeString(folder.resolve("mapping.yaml"), "mine");
    Run guess =
        run(
            "messages",
            "guess",
            file("{\"Tag\":\"a\",\"Time\":\"2026-03-01T08:00:00Z\",\"Val\":1}\n"),
            "--output=" + mapping);
    assertEquals(ExitCode.INVALID_OPTIONS, guess.code());
    assertEquals("mine", Files.readString(mapping));
  }
}
