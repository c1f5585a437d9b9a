package io.plantbeam.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.enrich.SensorAlarms;
import io.plantbeam.model.AlarmLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlarmLimitsOfSensorsTest {
  private static final double NONE = Double.NaN;

  @TempDir Path directory;

  @BeforeEach
  void writeFacilities() throws IOException {
    write("facilities.csv", "facility_id\nplant\n");
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text);
  }

  private SensorAlarms load() throws IOException {
    return new AssetRegistryFiles(directory.toString()).load(1).sensor(null, "s-1").alarms();
  }

  private List<String> problems() {
    return AssetRegistryFiles.problems(directory.toString());
  }

  @Test
  void columnsAreOfAllMetrics() throws IOException {
    write(
        "sensors.csv",
        """
        sensor_id,alarm_low_low,alarm_low,alarm_high,alarm_high_high,deadband,on_delay,off_delay
        s-1,-5,0,90,100,2.5,30s,5m
        s-2,,,,,,,
        """);
    SensorAlarms alarms =
        new SensorAlarms(new AlarmLimits(-5, 0, 90, 100, 2.5, 30_000, 300_000), Map.of());
    assertEquals(alarms, load());
    assertEquals(
        SensorAlarms.NONE,
        new AssetRegistryFiles(directory.toString()).load(1).sensor(null, "s-2").alarms());

    Files.delete(directory.resolve("sensors.csv"));
    write(
        "sensors.ndjson",
        "{\"sensor_id\":\"s-1\",\"alarm_low_low\":-5,\"alarm_low\":0,\"alarm_high\":90,"
            + "\"alarm_high_high\":100,\"deadband\":2.5,\"on_delay\":\"30s\","
            + "\"off_delay\":\"PT5M\"}");
    assertEquals(alarms, load());

    write(
        "sensors.ndjson",
        "{\"sensor_id\":\"s-1\",\"alarm_limits\":{\"low_low\":-5,\"low\":0,\"high\":90,"
            + "\"high_high\":100,\"deadband\":2.5,\"on_delay\":\"30s\",\"off_delay\":\"5m\"}}");
    assertEquals(alarms, load());
  }

  @Test
  void limitsOfAMetricStandBesideThoseOfAllMetrics() throws IOException {
    write(
        "sensors.ndjson",
        "{\"sensor_id\":\"s-1\",\"alarm_high\":90,\"alarm_limits\":{\"rpm\":{\"low\":5},"
            + "\"low\":{\"high_high\":1,\"on_delay\":\"1s\"}}}");
    assertEquals(
        new SensorAlarms(
            new AlarmLimits(NONE, NONE, 90, NONE, 0, 0, 0),
            Map.of(
                "rpm",
                new AlarmLimits(NONE, 5, NONE, NONE, 0, 0, 0),
                "low",
                new AlarmLimits(NONE, NONE, NONE, 1, 0, 1000, 0))),
        load());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"alarm_hihg\":1 | field \"alarm_hihg\" is unknown; did you mean alarm_high?",
        "\"dead_band\":1 | field \"dead_band\" is unknown; did you mean deadband?",
        "\"alarm_high\":\"1\" | alarm_high is \"1\"; allowed is a number.",
        "\"alarm_low\":5,\"alarm_high\":5 | alarm_low is 5; allowed is a number below alarm_high, which is 5.",
        "\"alarm_low_low\":5,\"alarm_high\":1 | alarm_low_low is 5; allowed is a number below alarm_high, which is 1.",
        "\"alarm_high\":5,\"alarm_high_high\":1 | alarm_high is 5; allowed is a number below alarm_high_high, which is 1.",
        "\"alarm_high\":5,\"deadband\":-1 | deadband is -1; allowed is a number from 0 upward.",
        "\"alarm_low\":1,\"alarm_high\":5,\"deadband\":4 | deadband is 4; allowed is a number from 0 upward and below 4, the distance of the low and high limits.",
        "\"alarm_high\":5,\"on_delay\":30 | on_delay is 30; allowed is a duration such as 30s or 5m.",
        "\"alarm_high\":5,\"off_delay\":\"soon\" | off_delay is \"soon\"; allowed is a duration such as 30s or 5m.",
        "\"alarm_limits\":5 | alarm_limits is 5; allowed is {\"low_low\", \"low\", \"high\", \"high_high\": number}, or one such object per metric.",
        "\"alarm_limits\":{\"rpm\":5} | alarm_limits.rpm is 5; allowed is {\"low_low\", \"low\", \"high\", \"high_high\": number}, or one such object per metric.",
        "\"alarm_limits\":{\"rpm\":{\"hihg\":5}} | alarm_limits.rpm.hihg is unknown; did you mean high?",
        "\"alarm_limits\":{\"rpm\":{\"low\":2,\"high\":1}} | alarm_limits.rpm.low is 2; allowed is a number below alarm_limits.rpm.high, which is 1.",
        "\"alarm_limits\":{\"high\":5},\"alarm_high\":5 | alarm limits of all metrics stand in alarm_limits and beside it; allowed is one of the two ways.",
      })
  void mistakesAreNamed(String fields, String sentence) throws IOException {
    write("sensors.ndjson", "{\"sensor_id\":\"s-1\"," + fields + "}");
    assertEquals(List.of("sensors.ndjson line 1: " + sentence), problems());
  }
}
