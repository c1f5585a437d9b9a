package io.plantbeam.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.tools.demo.NabSeries.Failure;
import io.plantbeam.tools.simulate.SimulatedMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class NabSeriesTest {
  private static final Instant START = Instant.parse("2025-01-06T00:00:00Z");

  private static NabSeries series() throws IOException {
    return NabSeries.load(START, Duration.ofSeconds(6));
  }

  @Test
  void readingsFollowEachOtherInTheOrderOfTheFile() throws IOException {
    NabSeries series = series();
    assertEquals(22_695, series.size());
    assertEquals("2013-12-02 21:15:00", series.measuredAt(0));
    assertEquals("2014-02-19 15:25:00", series.measuredAt(22_694));
    assertEquals(START.toEpochMilli(), series.eventTimeMillis(0));
    assertEquals(START.plusSeconds(6 * 22_694L).toEpochMilli(), series.eventTimeMillis(22_694));
  }

  @Test
  void messageHoldsTheReadingAsTheFileWritesIt() throws IOException {
    SimulatedMessage message = series().message(1);
    assertEquals(START.plusSeconds(6).toEpochMilli(), message.eventTimeMillis());
    assertEquals("machine-temperature", message.key());
    assertEquals(
        "{\"sensor_id\":\"machine-temperature\",\"timestamp\":\"2025-01-06T00:00:06.000Z\","
            + "\"value\":74.93588199999998,\"sensor_type\":\"machine_temperature\","
            + "\"facility_id\":\"f-nab\"}",
        new String(message.payload(), StandardCharsets.UTF_8));
  }

  @Test
  void failuresCoverTheReadingsThatTheirLabelsCover() throws IOException {
    NabSeries series = series();
    List<Failure> failures = series.failures();
    assertEquals(
        List.of(
            "2013-12-10 06:25:00",
            "2013-12-15 17:50:00",
            "2014-01-27 14:20:00",
            "2014-02-07 14:55:00"),
        failures.stream().map(Failure::labelStart).toList());
    for (Failure failure : failures) {
      int first = (int) ((failure.startMillis() - START.toEpochMilli()) / 6000);
      int afterLast = (int) ((failure.endMillis() - START.toEpochMilli()) / 6000);
      assertEquals(failure.labelStart(), series.measuredAt(first));
      assertEquals(failure.labelEnd(), series.measuredAt(afterLast - 1));
    }
  }

  @Test
  void machineAndPlantAreMergedInTheOrderOfSending() throws IOException {
    NabSeries series = series();
    List<SimulatedMessage> plant =
        List.of(message(0, 0), message(7_000, 7_000), message(6_500, 20_000));
    List<Long> sent = new ArrayList<>();
    int ofPlant = 0;
    for (Iterator<SimulatedMessage> merged = Replay.merged(series, plant.iterator());
        merged.hasNext(); ) {
      SimulatedMessage message = merged.next();
      sent.add(message.sentMillis());
      ofPlant += message.key().equals("s") ? 1 : 0;
    }
    assertEquals(3, ofPlant);
    assertEquals(22_698, sent.size());
    assertTrue(sent.equals(sent.stream().sorted().toList()), "what is sent earlier stands earlier");
  }

  private static SimulatedMessage message(long eventOffset, long sentOffset) {
    return new SimulatedMessage(
        START.toEpochMilli() + eventOffset, START.toEpochMilli() + sentOffset, "s", new byte[0]);
  }
}
