package io.plantbeam.format.mapped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.SensorTypesFile;
import io.plantbeam.parse.EventTimeRules;
import io.plantbeam.parse.LocalTimes;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.MessageSettings;
import io.plantbeam.parse.TimestampUnit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class MappedFormatTest {
  private static final MessageSettings SETTINGS =
      MessageSettings.of(SensorTypesFile.defaults().sensorTypes());

  private static MessageFormat mapping(String yaml) {
    return MappedFormat.of("mapping.yaml", yaml, SETTINGS);
  }

  private static void check(String yaml, String message, String expected) {
    assertEquals(expected, Parsed.of(mapping(yaml), message).text());
  }

  private static List<String> problems(String yaml) {
    return assertThrows(InvalidOptionsException.class, () -> mapping(yaml)).problems();
  }

  @Test
  void readsOneObject() {
    check(
        """
        sensor: /tag
        facility: {constant: plant-1}
        type: {constant: temperature}
        unit: /u
        time: {pointer: /at/epoch, unit: s}
        value: /val
        quality: {pointer: /q, codes: {GOOD: 1, BAD: 0}, otherwise: 0.5}
        """,
        """
        {"tag":"TT-1","u":"celsius","at":{"epoch":1772352000},"val":21.5,"q":"STALE"}
        """,
        "plant-1 TT-1 temperature (temperature) = 21.5 celsius at 2026-03-01T08:00:00.000Z,"
            + " quality 0.5\n");
  }

  @Test
  void readsWhatIsBehindAnArrayOfItsTime() {
    check(
        """
        readings: {array: /samples}
        sensor: {parent: /device}
        metric: /name
        time: {parent: /ts}
        value: /v
        """,
        """
        {"samples":[{"name":"a","v":1},{"v":2,"name":"b"}],"device":"d-1","ts":1772352000000}
        """,
        """
        - d-1 a = 1.0 at 2026-03-01T08:00:00.000Z
        - d-1 b = 2.0 at 2026-03-01T08:00:00.000Z
        """);
  }

  @Test
  void readsAnObjectWhoseKeysAreMetricsBesideOthers() {
    check(
        """
        readings: {object: "", except: [seq]}
        sensor: {pointer: /machine/id, of: message}
        time: {pointer: /ts, of: message}
        """,
        """
        {"ts":1772352000000,"machine":{"id":7},"seq":12,"temp":1.5,"rpm":1480,"state":"RUN","x":null}
        """,
        """
        - 7 temp = 1.5 at 2026-03-01T08:00:00.000Z
        - 7 rpm = 1480.0 at 2026-03-01T08:00:00.000Z
        2 passed over
        """);
  }

  @Test
  void readsThreeLevels() {
    check(
        """
        readings:
          - {object: "", as: device}
          - {array: "", as: sample}
          - {object: /values}
        sensor: {field_name: true, of: device}
        time: {pointer: /ts, of: sample}
        """,
        """
        {"A":[{"ts":1772352000000,"values":{"x":1,"y":2}},{"ts":1772352001000,"values":{"x":3}}],
         "B":[{"ts":1772352000000,"values":{"x":4}}]}
        """,
        """
        - A x = 1.0 at 2026-03-01T08:00:00.000Z
        - A y = 2.0 at 2026-03-01T08:00:00.000Z
        - A x = 3.0 at 2026-03-01T08:00:01.000Z
        - B x = 4.0 at 2026-03-01T08:00:00.000Z
        """);
  }

  @Test
  void readsAnArrayOfNumbersByItsElements() {
    check(
        """
        readings: {array: /axes}
        sensor: {parent: /id}
        metric: /0
        value: /1
        time: {parent: /ts}
        """,
        """
        {"id":"g","ts":1772352000000,"axes":[["x",0.5],["y",-0.25]]}
        """,
        """
        - g x = 0.5 at 2026-03-01T08:00:00.000Z
        - g y = -0.25 at 2026-03-01T08:00:00.000Z
        """);
  }

  @Test
  void readsKeyTopicAndHeadersByPatterns() {
    MessageFormat format =
        mapping(
            """
            sensor: {key: '^[^/]+/(?<sensor>.+)$'}
            facility: {topic: '^plant\\.(?<site>[^.]+)\\.'}
            type: {header: kind}
            time: /t
            value: /v
            """);
    assertTrue(format.needsKeyAndHeaders());
    assertEquals(
        "aachen TT-1 temperature (temperature) = 3.0 celsius at 2026-03-01T08:00:00.000Z\n",
        Parsed.of(
                format,
                new Parsed.Around("plant.aachen.raw", "line-1/TT-1", Map.of("kind", "temperature")),
                "{\"t\":1772352000000,\"v\":3}")
            .text());
  }

  @Test
  void renamesTypesAndScalesMetrics() {
    check(
        """
        readings: {object: /v}
        sensor: {parent: /id}
        time: {parent: /ts}
        metrics:
          T1: {name: temperature, type: temperature, unit: celsius, factor: 0.1, offset: -40}
          p: pressure_bar
        other_metrics: pass_over
        """,
        """
        {"id":"m","ts":1772352000000,"v":{"T1":615,"p":4,"debug":1}}
        """,
        """
        - m temperature (temperature) = 21.5 celsius at 2026-03-01T08:00:00.000Z
        - m pressure_bar = 4.0 at 2026-03-01T08:00:00.000Z
        1 passed over
        """);
  }

  @Test
  void judgesValuesByTheRangeOfTheirType() {
    check(
        """
        readings: {object: /v}
        sensor: {parent: /id}
        time: {parent: /ts}
        metrics: {T1: {type: temperature, unit: celsius}}
        """,
        """
        {"id":"m","ts":1772352000000,"v":{"T1":900,"ok":1}}
        """,
        """
        - m ok = 1.0 at 2026-03-01T08:00:00.000Z
        out_of_range [0]: [0] 900.0 is outside the valid range of T1, -50.0 to 150.0 celsius
        """);
  }

  @Test
  void turnsTextsAndFlagsIntoNumbersAsTold() {
    String yaml =
        """
        readings: {object: /v}
        sensor: {parent: /id}
        time: {parent: /ts}
        texts: {OPEN: 1, CLOSED: 0, otherwise: refuse}
        booleans: {"true": 1, "false": 0}
        """;
    check(
        yaml,
        """
        {"id":"m","ts":1772352000000,"v":{"door":"OPEN","on":true,"n":" 1e3 ","x":"?","o":{}}}
        """,
        """
        - m door = 1.0 at 2026-03-01T08:00:00.000Z
        - m on = 1.0 at 2026-03-01T08:00:00.000Z
        - m n = 1000.0 at 2026-03-01T08:00:00.000Z
        invalid_value [3]: value: the value is the text '?', not a number
        invalid_value [4]: value: the value is an object, not a number
        """);
  }

  @Test
  void keepsAttributes() {
    MessageFormat format =
        mapping(
            """
            readings: {array: /r}
            sensor: {constant: m}
            time: {parent: /t}
            value: /v
            attributes: {fw: {parent: /meta/fw}, lat: {parent: /lat}, n: /n}
            """);
    String message =
        """
        {"t":1772352000000,"lat":48.25,"meta":{"fw":"1\\"2é"},"r":[{"v":1},{"v":2,"n":7},{"v":3}]}
        """;
    List<String> attributes =
        Parsed.of(format, message).readings().stream().map(r -> r.attributes()).toList();
    String bare = "{\"fw\":\"1\\\"2é\",\"lat\":\"48.25\"}";
    assertEquals(List.of(bare, bare.replace("}", ",\"n\":\"7\"}"), bare), attributes);
    MessageFormat without =
        MappedFormat.of(
            "mapping.yaml",
            "sensor: /s\ntime: /t\nvalue: /v\nattributes: {s: /s}\n",
            new MessageSettings(SETTINGS.types(), EventTimeRules.CONTRACT, false));
    assertNull(
        Parsed.of(without, "{\"s\":\"a\",\"t\":1772352000000,\"v\":1}")
            .readings()
            .get(0)
            .attributes());
  }

  @Test
  void readsDecimalCommas() {
    check(
        """
        sensor: /s
        time: /t
        value: {pointer: /v, decimal_mark: ","}
        """,
        """
        {"s":"m","t":1772352000000,"v":"-12,5"}
        """,
        "- m value = -12.5 at 2026-03-01T08:00:00.000Z\n");
  }

  @Test
  void readsTimesAsTheyAreWritten() {
    check(
        """
        readings: {array: ""}
        sensor: /s
        value: /v
        time:
          - {pointer: /iso}
          - {pointer: /local, written: "dd.MM.yyyy HH:mm:ss", zone: Europe/Berlin}
          - {pointer: /zone, zone: Europe/Berlin}
          - {pointer: /us, unit: us}
          - {seconds: /sec, nanos: /ns}
        """,
        """
        [{"s":"a","v":1,"iso":"2026-03-01T08:00:00Z"},
         {"s":"b","v":1,"local":"01.03.2026 09:00:00"},
         {"s":"c","v":1,"zone":"2026-03-01T09:00:00"},
         {"s":"d","v":1,"us":"1772352000000001"},
         {"s":"e","v":1,"sec":1772352000,"ns":5000}]
        """,
        """
        - a value = 1.0 at 2026-03-01T08:00:00.000Z
        - b value = 1.0 at 2026-03-01T08:00:00.000Z
        - c value = 1.0 at 2026-03-01T08:00:00.000Z
        - d value = 1.0 at 2026-03-01T08:00:00.000001Z
        - e value = 1.0 at 2026-03-01T08:00:00.000005Z
        """);
  }

  @Test
  void followsTheOptionsWhereItSaysNothingOfTimes() {
    MessageFormat format =
        MappedFormat.of(
            "mapping.yaml",
            """
            sensor: /s
            facility: /f
            value: /v
            time: /t
            """,
            new MessageSettings(
                SETTINGS.types(),
                new EventTimeRules(
                    TimestampUnit.AUTO,
                    LocalTimes.ofFacilities(
                        Map.of("aachen", ZoneId.of("Europe/Berlin")), Map.of()))));
    String message = "{\"s\":\"m\",\"f\":\"aachen\",\"v\":1,\"t\":%s}";
    assertEquals(
        "aachen m value = 1.0 at 2026-03-01T08:00:00.000Z\n",
        Parsed.of(format, message.formatted("1772352000")).text());
    String local = message.formatted("\"2026-03-01T09:00:00\"");
    assertEquals(
        "aachen m value = 1.0 at 2026-03-01T08:00:00.000Z\n", Parsed.of(format, local).text());
    assertEquals(
        1_772_352_000_000L,
        format
            .eventTimes()
            .eventTimeMillis(
                Parsed.Around.NOTHING.message(local.getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void saysWhatAReadingLacks() {
    String yaml =
        """
        readings: {array: /r}
        sensor: [/s, {parent: /s}]
        time: /t
        value: /v
        """;
    check(
        yaml,
        """
        {"r":[{"t":1772352000000,"v":1},{"s":"a","v":1},{"s":"a","t":1772352000,"v":1},
              {"s":"a","t":1772352000000}]}
        """,
        """
        missing_field [0]: sensor: there is no sensor at /s, /s of the parent
        missing_field [1]: time: there is no time at /t
        invalid_timestamp [2]: time: timestamp 1772352000 is no time in milliseconds; in seconds it\
         is 2026-03-01T08:00:00.000Z: --timestampUnit=s or auto reads it
        missing_field [3]: value: there is no value at /v
        """);
    check(
        yaml,
        "{\"r\":[{\"t\":1772352000000,\"v\":1}]}",
        "missing_field sensor: there is no sensor at /s, /s of the parent\n");
    check(yaml, "{\"r\":[]}", "1 passed over\n");
    check(
        yaml,
        "[1,",
        "malformed_message null: Unexpected end-of-input within/between Array entries\n");
  }

  @Test
  void namesEachReadingOfAMessageByItsNumber() {
    MessageFormat format =
        mapping(
            """
            readings: {array: ""}
            sensor: /s
            time: /t
            value: /v
            """);
    String one = "{\"s\":\"a\",\"t\":1772352000000,\"v\":1}";
    assertEquals(List.of("[0]", "[1]"), Parsed.of(format, "[" + one + "," + one + "]").measures());
    assertEquals(List.of("value"), Parsed.of(format, "[" + one + "]").measures());
  }

  @Test
  void readsLineByLine() {
    check(
        """
        lines: true
        sensor: /s
        time: /t
        value: /v
        """,
        """
        {"s":"a","t":1772352000000,"v":1}\r

        {oops
        {"s":"b","t":1772352000000,"v":2}
        """,
        """
        - a value = 1.0 at 2026-03-01T08:00:00.000Z
        - b value = 2.0 at 2026-03-01T08:00:00.000Z
        malformed_message [1]: Unexpected character ('o' (code 111)): was expecting double-quote to\
         start field name
        """);
  }

  private static String gzippedInBase64(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static final String ENVELOPE =
      """
      envelope: {pointer: /body, encoding: base64, compression: gzip}
      sensor: {envelope: /device}
      time: {envelope: /ts}
      value: /v
      """;

  @Test
  void unwrapsAnEnvelope() {
    check(
        ENVELOPE,
        "{\"device\":\"d\",\"ts\":1772352000000,\"body\":\"%s\"}"
            .formatted(gzippedInBase64("{\"v\":4}")),
        "- d value = 4.0 at 2026-03-01T08:00:00.000Z\n");
  }

  @Test
  void refusesWhatIsNoEnvelope() {
    check(
        ENVELOPE,
        "{\"device\":\"d\",\"body\":{\"v\":4}}",
        "malformed_message null: the envelope has no text at /body, but an object\n");
    check(
        ENVELOPE,
        "{\"body\":\"&\"}",
        "malformed_message null: the document is not compressed by" + " gzip: it breaks off\n");
    check(
        ENVELOPE,
        "{\"body\":\"%s\"}".formatted(gzippedInBase64("x".repeat(3 << 20))),
        "malformed_message null: the document has more than 1048576 bytes when it is"
            + " decompressed\n");
  }

  @Test
  void skipsBytesBeforeTheDocument() {
    check(
        """
        envelope: {skip_bytes: 5}
        sensor: /s
        time: /t
        value: /v
        """,
        "\0\0\0\0\7{\"s\":\"a\",\"t\":1772352000000,\"v\":1}",
        "- a value = 1.0 at 2026-03-01T08:00:00.000Z\n");
  }

  @Test
  void extendsAPreset() {
    check(
        """
        extends: kafka-connect
        sensor: /TAGNAME
        metric: {constant: level}
        value: /MEASUREMENT
        """,
        """
        {"schema":null,"payload":{"TAGNAME":"L-1","MEASUREMENT":0.5,"ts":1772352000000}}
        """,
        "- L-1 level = 0.5 at 2026-03-01T08:00:00.000Z\n");
  }

  @Test
  void goesToWorkers() throws Exception {
    MessageFormat format =
        mapping(
            """
            sensor: /s
            time: /t
            value: /v
            """);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(format);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertEquals(
          "- a value = 1.0 at 2026-03-01T08:00:00.000Z\n",
          Parsed.of((MessageFormat) in.readObject(), "{\"s\":\"a\",\"t\":1772352000000,\"v\":1}")
              .text());
    }
  }

  @Test
  void doesNotAskForKeysThatItDoesNotRead() {
    assertFalse(
        mapping(
                """
                sensor: /s
                time: /t
                value: /v
                """)
            .needsKeyAndHeaders());
  }

  @Test
  void saysWhatIsWrongWithAFile() {
    assertEquals(
        List.of(
            "mapping.yaml line 1: readngs is unknown; did you mean readings?",
            "mapping.yaml line 2: sensor.pointer is 'device.id', not a JSON pointer; did you mean"
                + " /device/id?",
            "mapping.yaml line 1: the file has no 'time'",
            "mapping.yaml line 1: the file has no 'value'"),
        problems(
            """
            readngs: {array: /r}
            sensor: device.id
            """));
    assertEquals(
        List.of(
            "mapping.yaml line 3: metric.topic has to say which group of the pattern is meant: allowed"
                + " are a and b"),
        problems(
            """
            sensor: /s
            time: /t
            metric: {topic: "(?<a>x)(?<b>y)"}
            value: /v
            """));
    assertEquals(
        List.of(
            "mapping.yaml line 2: time.written has no offset, so that a 'zone' is needed beside it",
            "mapping.yaml line 3: value.of is 'sample', which no entry of readings is named as;"
                + " allowed are message"),
        problems(
            """
            sensor: /s
            time: {pointer: /t, written: "dd.MM.yyyy"}
            value: {pointer: /v, of: sample}
            """));
    assertEquals(
        List.of(
            "mapping.yaml line 1: extends is 'telegraf'; allowed are " + Presets.words(),
            "mapping.yaml line 1: the file has no 'sensor'",
            "mapping.yaml line 1: the file has no 'time'",
            "mapping.yaml line 1: the file has no 'value'"),
        problems("extends: telegraf\n"));
  }
}
