package io.plantbeam.benchmark;

import io.plantbeam.config.SensorTypesFile;
import io.plantbeam.format.FormatChoice;
import io.plantbeam.format.MessageFormats;
import io.plantbeam.format.mapped.MappedFormat;
import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.MessageAttributes;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.Reading;
import io.plantbeam.parse.EventTimeExtractor;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.MessageReader;
import io.plantbeam.parse.MessageSettings;
import io.plantbeam.testing.SchemaRegistryServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Bytes to readings on one thread, of 12,000 readings from 1000 devices in formats that mappings
 * read.
 *
 * <p>{@code ./mvnw -B -q -Pformat-benchmarks -pl transforms,runners/embedded,pipeline test-compile}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class FormatBenchmark {
  private static final int READINGS = 12_000;
  private static final int DEVICES = 1_000;
  private static final long START = 1_767_225_600_000L;
  private static final int SCHEMA_ID = 300;

  private static final String MAPPING =
      """
      sensor: /id
      metric: /name
      facility: /plant
      unit: /u
      time: /ts
      value: /v
      """;

  private static final Schema SCHEMA =
      new Schema.Parser()
          .parse(
              """
              {"type":"record","name":"Reading","fields":[
                {"name":"id","type":"string"},
                {"name":"ts","type":{"type":"long","logicalType":"timestamp-millis"}},
                {"name":"plant","type":"string"},
                {"name":"name","type":"string"},
                {"name":"v","type":"double"},
                {"name":"u","type":["null","string"]}]}
              """);

  /** A mapping of messages of one reading, as JSON and as records of a registry; then presets. */
  @Param({"mapping", "avro", "telegraf-json", "opcua-pubsub-json", "sparkplug-json"})
  private String format;

  private SchemaRegistryServer registry;
  private MessageReader reader;
  private EventTimeExtractor eventTimes;
  private RawMessage[] messages;

  /** Opens the format, and makes messages of it. */
  @Setup(Level.Trial)
  public void open() throws IOException {
    MessageSettings settings = MessageSettings.of(SensorTypesFile.defaults().sensorTypes());
    registry = new SchemaRegistryServer();
    registry.add(SCHEMA_ID, "AVRO", SCHEMA.toString(), Map.of());
    MessageFormat opened =
        switch (format) {
          case "mapping" -> MappedFormat.of(format, MAPPING, settings);
          case "avro" ->
              MappedFormat.of(
                  format,
                  MAPPING + "document: {registry: %s}%n".formatted(registry.url()),
                  settings);
          default -> FormatChoice.of(format, MessageFormats.ALL, settings);
        };
    reader = MessageReader.open(opened, "benchmark");
    eventTimes = opened.eventTimes();
    Random random = new Random(1);
    messages = new RawMessage[READINGS / readingsPerMessage()];
    for (int i = 0; i < messages.length; i++) {
      messages[i] = message(i, random);
    }
  }

  @TearDown(Level.Trial)
  public void close() {
    registry.close();
  }

  private int readingsPerMessage() {
    return format.equals("mapping") || format.equals("avro") ? 1 : 3;
  }

  private RawMessage message(int number, Random random) throws IOException {
    int device = number % DEVICES;
    long time = START + number / DEVICES * 1000L;
    double value = 60 + 10 * random.nextGaussian();
    byte[] payload =
        format.equals("avro") ? avro(device, time, value) : json(number, device, time, value);
    byte[] key =
        text("spBv1.0/plant-1/DDATA/edge-3/d-%04d", device).getBytes(StandardCharsets.UTF_8);
    return new RawMessage(
        payload,
        payload.length,
        new MessagePosition(Origin.ofPartition("readings", 0), number),
        RawMessage.NO_ARRIVAL,
        new MessageAttributes(key, List.of()));
  }

  private static byte[] avro(int device, long time, double value) throws IOException {
    GenericRecord reading = new GenericData.Record(SCHEMA);
    reading.put("id", text("s-%04d", device));
    reading.put("ts", time);
    reading.put("plant", text("f-%d", device % 4));
    reading.put("name", "flow");
    reading.put("v", value);
    reading.put("u", "l/min");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(SCHEMA_ID).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<>(SCHEMA).write(reading, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private byte[] json(int number, int device, long time, double value) {
    String json =
        switch (format) {
          case "mapping" ->
              text(
                  "{'id':'s-%04d','ts':%d,'plant':'f-%d','name':'flow','v':%.3f,'u':'l/min'}",
                  device, time, device % 4, value);
          case "telegraf-json" ->
              text(
                  "{'fields':{'flow':%.3f,'level':%d,'speed':1480.5},'name':'pump',"
                      + "'tags':{'host':'h-%04d'},'timestamp':%d}",
                  value, number % 100, device, time / 1000);
          case "opcua-pubsub-json" ->
              text(
                  "{'MessageType':'ua-data','PublisherId':'p-%04d','Messages':[{'DataSetWriterId':1,"
                      + "'Timestamp':'2026-01-01T00:00:%02d.500Z','Payload':{"
                      + "'Flow':{'Value':{'Type':11,'Body':%.3f},'StatusCode':{'Code':0}},"
                      + "'Level':{'Value':{'Type':11,'Body':2.5}},"
                      + "'Speed':{'Value':{'Type':11,'Body':1480.5}}}}]}",
                  device, number % 60, value);
          default ->
              text(
                  "{'timestamp':%d,'seq':3,'metrics':["
                      + "{'name':'Flow','timestamp':%d,'dataType':'Float','value':%.3f},"
                      + "{'name':'Level','dataType':'Int32','value':25},"
                      + "{'name':'Speed','dataType':'Double','value':1480.5}]}",
                  time, time, value);
        };
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** Readings per second. */
  @Benchmark
  @OperationsPerInvocation(READINGS)
  public void bytesToReadings(Blackhole blackhole) throws IOException {
    MessageReader.Results results =
        new MessageReader.Results() {
          @Override
          public void reading(String measure, Reading reading) {
            blackhole.consume(reading);
          }

          @Override
          public void deadLetter(DeadLetter deadLetter) {
            throw new IllegalStateException(deadLetter.detail());
          }

          @Override
          public void passedOver(int count) {
            throw new IllegalStateException("a message without a reading");
          }
        };
    for (RawMessage message : messages) {
      reader.read(message, results);
    }
  }

  /** Event times found, counted as the readings of their messages. */
  @Benchmark
  @OperationsPerInvocation(READINGS)
  public void eventTimeOnly(Blackhole blackhole) {
    for (RawMessage message : messages) {
      blackhole.consume(eventTimes.eventTimeMillis(message));
    }
  }
}
