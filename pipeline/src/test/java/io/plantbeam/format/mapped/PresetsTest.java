package io.plantbeam.format.mapped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.plantbeam.config.SensorTypesFile;
import io.plantbeam.format.MessageFormats;
import io.plantbeam.model.RawMessage;
import io.plantbeam.parse.EventTimeExtractor;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.MessageSettings;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Samples are written by hand after the public specifications that each test names. */
class PresetsTest {
  private static final MessageSettings SETTINGS =
      MessageSettings.of(SensorTypesFile.defaults().sensorTypes());

  private static MessageFormat preset(String name) {
    return MessageFormats.ALL.stream()
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow()
        .with(SETTINGS);
  }

  private static void check(String preset, Parsed.Around around, String payload, String expected) {
    MessageFormat format = preset(preset);
    Parsed parsed = Parsed.of(format, around, payload);
    assertEquals(expected, parsed.text());
    RawMessage message = around.message(payload.getBytes(StandardCharsets.UTF_8));
    long earliest =
        parsed.readings().stream()
            .mapToLong(reading -> reading.eventTimeMillis())
            .min()
            .orElse(EventTimeExtractor.NONE);
    assertEquals(earliest, format.eventTimes().eventTimeMillis(message), "the event time alone");
  }

  private static void check(String preset, String payload, String expected) {
    check(preset, Parsed.Around.NOTHING, payload, expected);
  }

  /** OPC 10000-14 v1.05, 7.2.5 and annex A.3: data values, variants, raw values, bad ones. */
  @Test
  void readsOpcUaPubSub() {
    check(
        "opcua-pubsub-json",
        """
        {"MessageId":"5ad7","MessageType":"ua-data","PublisherId":"press-7","Messages":[
          {"DataSetWriterId":62541,"DataSetWriterName":"hydraulics","SequenceNumber":224,
           "MetaDataVersion":{"MajorVersion":1,"MinorVersion":1},
           "Timestamp":"2026-03-01T08:00:00.5Z",
           "Payload":{
             "Pressure":{"Value":{"Type":11,"Body":182.5},
                         "SourceTimestamp":"2026-03-01T08:00:00.123456Z"},
             "Oil":{"Type":10,"Body":61.25},
             "Level":0.75,
             "Pump":{"Value":{"Type":1,"Body":true},"StatusCode":{"Code":1073741824,"Symbol":"Uncertain"}},
             "Flow":{"Value":{"Type":11,"Body":3},"StatusCode":2147483648},
             "Recipe":{"Value":{"Type":12,"Body":"B-12"}}}},
          {"DataSetWriterId":62542,"MessageType":"ua-keepalive","Timestamp":"2026-03-01T08:00:01Z",
           "Payload":{"x":1}}]}
        """,
        """
        - press-7/hydraulics Pressure = 182.5 at 2026-03-01T08:00:00.123456Z
        - press-7/hydraulics Oil = 61.25 at 2026-03-01T08:00:00.500Z
        - press-7/hydraulics Level = 0.75 at 2026-03-01T08:00:00.500Z
        - press-7/hydraulics Pump = 1.0 at 2026-03-01T08:00:00.500Z, quality 0.5
        - press-7/hydraulics Flow = 3.0 at 2026-03-01T08:00:00.500Z, quality 0.0
        2 passed over
        """);
  }

  @Test
  void passesOverOpcUaMetadata() {
    check(
        "opcua-pubsub-json",
        """
        {"MessageId":"9","MessageType":"ua-metadata","PublisherId":"p","DataSetWriterId":1,
         "MetaData":{"Name":"hydraulics","Fields":[{"Name":"Pressure"}]}}
        """,
        "1 passed over\n");
  }

  /** Sparkplug 3.0.0, 6.4: a payload of DDATA, as bridges write it. */
  @Test
  void readsSparkplug() {
    String payload =
        """
        {"timestamp":1772352000500,"seq":3,"metrics":[
          {"name":"Motor/Speed","timestamp":1772352000123,"dataType":"Float","value":1480.5},
          {"name":"Motor/Running","dataType":"Boolean","booleanValue":true},
          {"name":"Count","dataType":"Int64","longValue":"17"},
          {"name":"Serial","dataType":"String","value":"X-1"},
          {"alias":7,"timestamp":1772352000123,"value":4}]}
        """;
    String expected =
        """
        plant-1 edge-3/drive-9 Motor/Speed = 1480.5 at 2026-03-01T08:00:00.123Z
        plant-1 edge-3/drive-9 Motor/Running = 1.0 at 2026-03-01T08:00:00.500Z
        plant-1 edge-3/drive-9 Count = 17.0 at 2026-03-01T08:00:00.500Z
        missing_field [4]: metric: there is no metric at /name
        1 passed over
        """;
    String topic = "spBv1.0/plant-1/DDATA/edge-3/drive-9";
    check("sparkplug-json", new Parsed.Around("mqtt", topic, Map.of()), payload, expected);
    check(
        "sparkplug-json",
        new Parsed.Around("mqtt", null, Map.of("mqtt.topic", topic)),
        payload,
        expected);
    check(
        "sparkplug-json",
        new Parsed.Around("spBv1.0.plant-1.DDATA.edge-3.drive-9", null, Map.of()),
        payload,
        expected.replace("edge-3/drive-9", "edge-3.drive-9"));
  }

  @Test
  void passesOverSparkplugDeathsAndCommands() {
    assertEquals(
        "1 passed over\n",
        Parsed.of(
                preset("sparkplug-json"),
                new Parsed.Around("mqtt", "spBv1.0/plant-1/NDEATH/edge-3", Map.of()),
                """
                {"timestamp":1772352000500,"metrics":[{"name":"bdSeq","dataType":"Int64","value":1}]}
                """)
            .text());
  }

  /** United Manufacturing Hub, "Unified Namespace", payload of _historian. */
  @Test
  void readsUmh() {
    String payload =
        """
        {"timestamp_ms":1772352000123,"temperature":21.5,"running":false,"operator":"anna",
         "axis":{"x":1,"y":{"min":2}}}
        """;
    String expected =
        """
        aachen acme.aachen.hall-1.line-2.press._historian temperature = 21.5 at 2026-03-01T08:00:00.123Z
        aachen acme.aachen.hall-1.line-2.press._historian running = 0.0 at 2026-03-01T08:00:00.123Z
        aachen acme.aachen.hall-1.line-2.press._historian axis.x = 1.0 at 2026-03-01T08:00:00.123Z
        aachen acme.aachen.hall-1.line-2.press._historian axis.y.min = 2.0 at 2026-03-01T08:00:00.123Z
        1 passed over
        """;
    String topic = "umh.v1.acme.aachen.hall-1.line-2.press._historian";
    check("umh", new Parsed.Around(topic, null, Map.of()), payload, expected);
    check("umh", new Parsed.Around("umh.messages", topic, Map.of()), payload, expected);
  }

  /** Azure IoT Hub, "Read device-to-cloud messages from the built-in endpoint". */
  @Test
  void readsAzureIotHub() {
    check(
        "azure-iot-hub",
        new Parsed.Around(
            "hub",
            null,
            Map.of(
                "iothub-connection-device-id", "pump-4",
                "iothub-enqueuedtime", "1772352000123")),
        """
        {"temperature":21.5,"motor":{"rpm":1480},"firmware":"1.2"}
        """,
        """
        - pump-4 temperature = 21.5 at 2026-03-01T08:00:00.123Z
        - pump-4 motor.rpm = 1480.0 at 2026-03-01T08:00:00.123Z
        1 passed over
        """);
    check(
        "azure-iot-hub",
        """
        {"deviceId":"pump-4","timestamp":"2026-03-01T08:00:00Z","temperature":21.5}
        """,
        "- pump-4 temperature = 21.5 at 2026-03-01T08:00:00.000Z\n");
  }

  /** AWS IoT SiteWise user guide, "Interact with other AWS services": notifications. */
  @Test
  void readsAwsSiteWise() {
    check(
        "aws-iot",
        """
        {"type":"PropertyValueUpdate","payload":{"assetId":"a1b2","propertyId":"p9","values":[
          {"timestamp":{"timeInSeconds":1772352000,"offsetInNanos":123456789},"quality":"GOOD",
           "value":{"doubleValue":27.5}},
          {"timestamp":{"timeInSeconds":1772352001,"offsetInNanos":0},"quality":"BAD",
           "value":{"integerValue":28}},
          {"timestamp":{"timeInSeconds":1772352002,"offsetInNanos":0},"quality":"GOOD",
           "value":{"stringValue":"open"}}]}}
        """,
        """
        - a1b2 p9 = 27.5 at 2026-03-01T08:00:00.123456Z
        - a1b2 p9 = 28.0 at 2026-03-01T08:00:01.000Z, quality 0.0
        1 passed over
        """);
  }

  /** Telegraf, "JSON output data format": one metric, and a batch. */
  @Test
  void readsTelegraf() {
    String metric =
        """
        {"fields":{"usage_idle":87.5,"n_cpus":4,"model":"x"},"name":"cpu",
         "tags":{"host":"edge-1"},"timestamp":1772352000}""";
    String expected =
        """
        - edge-1 cpu.usage_idle = 87.5 at 2026-03-01T08:00:00.000Z
        - edge-1 cpu.n_cpus = 4.0 at 2026-03-01T08:00:00.000Z
        """;
    check("telegraf-json", metric, expected + "1 passed over\n");
    check(
        "telegraf-json",
        "{\"metrics\":[" + metric + "," + metric.replace("1772352000", "1772352001") + "]}",
        expected + expected.replace("00.000Z", "01.000Z") + "2 passed over\n");
  }

  /** ThingsBoard, "Telemetry upload API", through the Kafka node of a rule chain. */
  @Test
  void readsThingsBoard() {
    Parsed.Around around =
        new Parsed.Around("tb", null, Map.of("tb_msg_md_deviceName", "thermometer-2"));
    String one =
        """
        {"ts":1772352000123,"values":{"temperature":21.5,"door":true,"mode":"eco"}}""";
    String expected =
        """
        - thermometer-2 temperature = 21.5 at 2026-03-01T08:00:00.123Z
        - thermometer-2 door = 1.0 at 2026-03-01T08:00:00.123Z
        1 passed over
        """;
    check("thingsboard", around, one, expected);
    check("thingsboard", around, "[" + one + "]", expected);
  }

  /** CloudEvents 1.0.2, JSON event format 3.2 and the Kafka protocol binding 3.2. */
  @Test
  void readsCloudEvents() {
    String expected =
        """
        - sensor-17 temperature = 21.5 at 2026-03-01T08:00:00.000Z
        - sensor-17 motor.rpm = 1480.0 at 2026-03-01T08:00:00.000Z
        """;
    check(
        "cloudevents",
        """
        {"specversion":"1.0","type":"com.acme.measured","source":"/plants/1/line-2",
         "subject":"sensor-17","id":"A234","time":"2026-03-01T09:00:00+01:00",
         "datacontenttype":"application/json","data":{"temperature":21.5,"motor":{"rpm":1480}}}
        """,
        expected);
    check(
        "cloudevents-binary",
        new Parsed.Around(
            "events",
            null,
            Map.of(
                "ce_specversion", "1.0",
                "ce_subject", "sensor-17",
                "ce_source", "/plants/1/line-2",
                "ce_time", "2026-03-01T08:00:00Z")),
        """
        {"temperature":21.5,"motor":{"rpm":1480}}
        """,
        expected);
  }

  /** Debezium 2.7, change events of the PostgreSQL connector: with a schema, and without. */
  @Test
  void readsDebezium() {
    String payload =
        """
        {"before":null,"after":{"id":4,"sensor_id":"TT-101","metric":"temperature",
           "ts":1772352000123456,"value":21.5,"unit":"°C"},
         "source":{"version":"2.7.0","table":"readings"},"op":"c","ts_ms":1772352000999}""";
    String expected = "- TT-101 temperature = 21.5 °C at 2026-03-01T08:00:00.123456Z\n";
    check("debezium", payload, expected);
    check("debezium", "{\"schema\":{\"type\":\"struct\"},\"payload\":" + payload + "}", expected);
    check(
        "debezium",
        """
        {"before":{"sensor_id":"TT-101","value":21.5},"after":null,"op":"d","ts_ms":1772352000999}
        """,
        "1 passed over\n");
    check("debezium", "", "1 passed over\n");
  }

  /** Kafka Connect, JsonConverter with schemas.enable. */
  @Test
  void readsKafkaConnect() {
    check(
        "kafka-connect",
        """
        {"schema":{"type":"struct","fields":[{"type":"string","field":"tag"}]},
         "payload":{"tag":"PT-7","measurement":"pressure","value":"4.25",
           "timestamp":1772352000123}}
        """,
        "- PT-7 pressure = 4.25 at 2026-03-01T08:00:00.123Z\n");
  }

  /** RFC 8428, 5.1.2 and 5.1.3: base fields hold until others come, times may be relative. */
  @Test
  void readsSenMl() {
    check(
        "senml",
        """
        [{"bn":"urn:dev:ow:10e2073a0108006:","bt":1772352000.001,"bu":"A","bver":5,
          "n":"voltage","u":"V","v":120.1},
         {"n":"current","t":-5,"v":1.2},
         {"n":"open","vb":true},
         {"n":"label","vs":"abc"},
         {"bn":"urn:dev:mac:0024befffe804ff1","bv":20,"v":1.5}]
        """,
        """
        - urn:dev:ow:10e2073a0108006 voltage (power) = 120.1 V at 2026-03-01T08:00:00.001Z
        - urn:dev:ow:10e2073a0108006 current (power) = 1.2 A at 2026-03-01T07:59:55.001Z
        - urn:dev:ow:10e2073a0108006 open = 1.0 A at 2026-03-01T08:00:00.001Z
        - urn:dev:mac:0024befffe804ff1 value = 21.5 A at 2026-03-01T08:00:00.001Z
        1 passed over
        """);
  }

  @Test
  void readsItsOwnMessagesUnderItsName() {
    check(
        "plantbeam",
        """
        {"sensor_id":"TT-101","sensor_type":"temperature","timestamp":1772352000123,"value":21.5}
        """,
        "- TT-101 temperature (temperature) = 21.5 celsius at 2026-03-01T08:00:00.123Z\n");
  }

  @Test
  void hasADescriptionOfEachPreset() {
    for (String name : Presets.NAMES) {
      assertFalse(Presets.text(name).indexOf("\ndescription: ") < 0, name);
    }
  }

  /** docs.influxdata.com, InfluxDB v2, "Line protocol", with a comment and a line that is none. */
  @Test
  void readsLineProtocol() {
    check(
        "influx-line-protocol",
        """
        # DML
        press,site=berlin,host=press\\ 7 temperature=71.5,cycles=42i,running=true,state="up" 1772352000123456789
        press,host=press\\ 8 temperature=72 1772352001000000000

        press,host temperature=1 1772352001000000000
        """,
        """
        berlin press 7 press.temperature = 71.5 at 2026-03-01T08:00:00.123456Z
        berlin press 7 press.cycles = 42.0 at 2026-03-01T08:00:00.123456Z
        berlin press 7 press.running = 1.0 at 2026-03-01T08:00:00.123456Z
        - press 8 press.temperature = 72.0 at 2026-03-01T08:00:01.000Z
        malformed_message [5]: a tag has no name, or no value, at character 11
        2 passed over
        """);
  }
}
