package io.plantbeam.tools.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.model.Timestamps;
import io.plantbeam.tools.simulate.SimulatedMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The temperatures of a real machine that failed, and the windows of its known failures: the series
 * {@code machine_temperature_system_failure} of the Numenta Anomaly Benchmark, re-timed. Its
 * readings stand five minutes apart; here they follow each other in the order of the file, a fixed
 * step apart.
 */
final class NabSeries {
  static final String SENSOR = "machine-temperature";

  /** A type of its own, because NAB does not name the unit. */
  static final String SENSOR_TYPE = "machine_temperature";

  static final String FACILITY = "f-nab";

  private static final String KEY = "realKnownCause/machine_temperature_system_failure.csv";
  private static final String READINGS = "nab/machine_temperature_system_failure.csv.gz";
  private static final String WINDOWS = "nab/combined_windows.json";
  private static final int DATE_TIME_LENGTH = "2013-12-02 21:15:00".length();

  /** Times are as in the file; the same layout makes texts compare as times do. */
  private final List<String> times = new ArrayList<>();

  private final List<String> values = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();
  private final long startMillis;
  private final long stepMillis;

  /**
   * One labelled failure.
   *
   * @param labelStart when it was, in the words of the label
   * @param labelEnd the same
   * @param startMillis event time of its first reading in the replay
   * @param endMillis event time at which it is over in the replay, exclusive
   */
  record Failure(String labelStart, String labelEnd, long startMillis, long endMillis) {}

  private NabSeries(Instant start, Duration step) {
    startMillis = start.toEpochMilli();
    stepMillis = step.toMillis();
  }

  /** Reads the series that is shipped with the demo. */
  static NabSeries load(Instant start, Duration step) throws IOException {
    NabSeries series = new NabSeries(start, step);
    try (InputStream in = NabSeries.class.getResourceAsStream(READINGS);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(in), StandardCharsets.US_ASCII))) {
      series.read(lines);
    }
    try (InputStream in = NabSeries.class.getResourceAsStream(WINDOWS)) {
      for (JsonNode window : new ObjectMapper().readTree(in).path(KEY)) {
        series.failures.add(series.failure(window.get(0).asText(), window.get(1).asText()));
      }
    }
    return series;
  }

  private void read(BufferedReader lines) throws IOException {
    lines.readLine();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int comma = line.indexOf(',');
      times.add(line.substring(0, comma));
      values.add(line.substring(comma + 1));
    }
  }

  private Failure failure(String labelStart, String labelEnd) {
    String from = labelStart.substring(0, DATE_TIME_LENGTH);
    String to = labelEnd.substring(0, DATE_TIME_LENGTH);
    int first = size();
    int last = -1;
    for (int i = 0; i < size(); i++) {
      if (times.get(i).compareTo(from) >= 0 && times.get(i).compareTo(to) <= 0) {
        first = Math.min(first, i);
        last = i;
      }
    }
    return new Failure(from, to, eventTimeMillis(first), eventTimeMillis(last + 1));
  }

  int size() {
    return values.size();
  }

  /** When a reading is replayed, in event time. */
  long eventTimeMillis(int index) {
    return startMillis + index * stepMillis;
  }

  /** When the reading was measured, as the file says. */
  String measuredAt(int index) {
    return times.get(index);
  }

  /** The labelled failures in their order. */
  List<Failure> failures() {
    return failures;
  }

  /** The message of one reading; the value is written as in the file. */
  SimulatedMessage message(int index) {
    long time = eventTimeMillis(index);
    String json =
        "{\"sensor_id\":\"%s\",\"timestamp\":\"%s\",\"value\":%s,\"sensor_type\":\"%s\",\"facility_id\":\"%s\"}"
            .formatted(SENSOR, Timestamps.format(time), values.get(index), SENSOR_TYPE, FACILITY);
    return new SimulatedMessage(time, time, SENSOR, json.getBytes(StandardCharsets.US_ASCII));
  }
}
