package io.plantbeam.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.rollup.LineMetric;
import io.plantbeam.rollup.MetricChoice;
import io.plantbeam.rollup.RollUp;
import io.plantbeam.rollup.RollUpSettings;
import io.plantbeam.rollup.RollUpWindows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalyticsFileTest {
  @TempDir Path folder;

  private RollUpSettings load(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("analytics.yaml"), text);
    return AnalyticsFile.load(file.toString()).rollUps();
  }

  private List<String> problems(String text) {
    return assertThrows(InvalidOptionsException.class, () -> load(text)).problems().stream()
        .map(problem -> problem.replace(folder + "/", ""))
        .toList();
  }

  @Test
  void allRollUpsAreMadeWithoutAFile() {
    RollUpSettings settings = AnalyticsFile.defaults().rollUps();
    assertEquals(Set.copyOf(RollUp.ALL), settings.running());
    assertEquals(
        Map.of(
            RollUp.FACILITY_METRICS,
            new RollUpWindows(Duration.ofMinutes(1), Duration.ofSeconds(30)),
            RollUp.EQUIPMENT_HEALTH,
            new RollUpWindows(Duration.ofMinutes(5), Duration.ofMinutes(1)),
            RollUp.LINE_EFFICIENCY,
            new RollUpWindows(Duration.ofMinutes(10), Duration.ofMinutes(5))),
        settings.windows());
    assertEquals(10, settings.unstableAbove());
    assertEquals(
        List.of(new MetricChoice(null, "power"), new MetricChoice(null, "power_watts")),
        settings.lineMetrics().get(LineMetric.POWER));
  }

  @Test
  void fileIsLaidOverTheBuiltInOneKeyByKey() throws IOException {
    RollUpSettings settings =
        load(
            """
            analytics:
              roll_ups:
                facility-metrics: { enabled: false }
                equipment-health: { size: 10m, unstable_above_by_type: { Temperature: 2.5 } }
                line-efficiency:
                  temperature: { sensor_type: oven, metric: core }
                hourly:
            """);
    assertFalse(settings.has(RollUp.FACILITY_METRICS));
    assertTrue(settings.has(RollUp.EQUIPMENT_HEALTH));
    assertTrue(settings.has(RollUp.HOURLY));
    assertEquals(
        new RollUpWindows(Duration.ofMinutes(10), Duration.ofMinutes(1)),
        settings.windows().get(RollUp.EQUIPMENT_HEALTH));
    assertEquals(Map.of("temperature", 2.5), settings.unstableAboveByType());
    assertEquals(10, settings.unstableAbove());
    assertEquals(
        List.of(new MetricChoice("oven", "core")),
        settings.lineMetrics().get(LineMetric.TEMPERATURE));
    assertEquals(
        List.of(new MetricChoice("vibration", null)),
        settings.lineMetrics().get(LineMetric.VIBRATION));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "analytic: {}| analytics.yaml line 1: analytic is unknown; did you mean analytics?",
        "analytics: { rollups: {} }|"
            + " analytics.yaml line 1: analytics.rollups is unknown; did you mean roll_ups?",
        "analytics: { roll_ups: { hourley: {} } }|"
            + " analytics.yaml line 1: analytics.roll_ups.hourley is unknown; did you mean hourly?",
        "analytics: { roll_ups: { hourly: { size: 2h } } }|"
            + " analytics.yaml line 1: analytics.roll_ups.hourly.size is unknown; allowed are"
            + " enabled",
        "analytics: { roll_ups: { facility-metrics: { period: 2m } } }|"
            + " analytics.yaml line 1: analytics.roll_ups.facility-metrics.period makes a period of"
            + " 2m and a size of 1m, so readings between windows would be in none; allowed is a"
            + " period of at most the size",
        "analytics: { roll_ups: { equipment-health: { size: 5 minutes } } }|"
            + " analytics.yaml line 1: analytics.roll_ups.equipment-health.size is '5 minutes';"
            + " allowed is a duration such as 30s or 10m, of 1s to 1d",
        "analytics: { roll_ups: { equipment-health: { size: 5h, period: 7s } } }|"
            + " analytics.yaml line 1: analytics.roll_ups.equipment-health.period makes a size of"
            + " 5h and a period of 7s, whose greatest common divisor is 1000 ms; allowed is at"
            + " least 1/1000 of the size",
        "analytics: { roll_ups: { equipment-health: { unstable_above: -1 } } }|"
            + " analytics.yaml line 1: analytics.roll_ups.equipment-health.unstable_above is -1.0;"
            + " allowed is a number that is not negative",
        "analytics: { roll_ups: { line-efficiency: { power: [{ metrik: x }] } } }|"
            + " analytics.yaml line 1: analytics.roll_ups.line-efficiency.power[0].metrik is"
            + " unknown; did you mean metric?",
        "analytics: { roll_ups: { hourly: { enabled: maybe } } }|"
            + " analytics.yaml line 1: analytics.roll_ups.hourly.enabled is 'maybe'; allowed are"
            + " true and false"
      })
  void mistakesAreRefusedWithASentence(String text, String problem) {
    assertTrue(problems(text).contains(problem.strip()), () -> problems(text).toString());
  }
}
