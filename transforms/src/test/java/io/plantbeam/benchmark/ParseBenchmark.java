package io.plantbeam.benchmark;

import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.Reading;
import io.plantbeam.model.Timestamps;
import io.plantbeam.parse.EventTimeExtractor;
import io.plantbeam.parse.MessageReader;
import io.plantbeam.parse.ParsedMessage;
import io.plantbeam.parse.TestSensorTypes;
import io.plantbeam.parse.json.JsonFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Bytes to readings on one thread: 20,000 messages of about 160 bytes from 1000 sensors.
 *
 * <p>{@code ./mvnw -B -q -Pbenchmarks -pl transforms -am test-compile -Djmh=ParseBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ParseBenchmark {
  private static final int MESSAGES = 20_000;
  private static final long START = 1_767_225_600_000L;

  private final EventTimeExtractor eventTimes =
      JsonFormat.with(TestSensorTypes.create()).eventTimes();
  private final MessageReader reader = ParsedMessage.json(TestSensorTypes.create());
  private final RawMessage[] messages = messages();

  private static RawMessage[] messages() {
    Random random = new Random(1);
    RawMessage[] messages = new RawMessage[MESSAGES];
    for (int i = 0; i < MESSAGES; i++) {
      int sensor = i % 1000;
      String json =
          String.format(
              Locale.ROOT,
              "{\"sensor_id\":\"s-%04d\",\"timestamp\":\"%s\",\"facility_id\":\"f-%d\","
                  + "\"sensor_type\":\"temperature\",\"quality_score\":0.%02d,\"value\":%.3f,"
                  + "\"unit\":\"celsius\"}",
              sensor,
              Timestamps.format(START + i / 1000 * 1000L),
              sensor % 4,
              90 + random.nextInt(10),
              60 + 10 * random.nextGaussian());
      messages[i] =
          RawMessage.of(
              json.getBytes(StandardCharsets.UTF_8),
              new MessagePosition(Origin.ofPartition("readings", 0), i));
    }
    return messages;
  }

  /** Messages parsed per second; each is one reading. */
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
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

  /** Event times found per second. */
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public void eventTimeOnly(Blackhole blackhole) {
    for (RawMessage message : messages) {
      blackhole.consume(eventTimes.eventTimeMillis(message));
    }
  }
}
