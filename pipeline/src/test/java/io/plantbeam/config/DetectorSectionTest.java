package io.plantbeam.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.plantbeam.detect.DetectorSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectorSectionTest {

  private static DetectorSettings read(String yaml, List<String> problems) throws IOException {
    JsonNode section = new YAMLMapper().readTree(yaml);
    return DetectorSection.read(section, "power.detectors", problems);
  }

  @Test
  void missingFieldsAreTheDefaults() throws IOException {
    List<String> problems = new ArrayList<>();
    assertEquals(DetectorSettings.DEFAULTS, DetectorSection.read(null, "x", problems));
    DetectorSettings settings =
        read(
            """
            zscore: {medium: 2.5, minimum_readings: 20}
            trend: {slope_per_minute: 50}
            stuck: {enabled: false}
            """,
            problems);
    assertEquals(List.of(), problems);
    assertEquals(
        new DetectorSettings(
            new DetectorSettings.ZScore(true, 2.5, 4, 5, 20, 0.1),
            new DetectorSettings.Trend(true, 50, 5),
            new DetectorSettings.Stuck(false, 10),
            DetectorSettings.DEFAULTS.threshold()),
        settings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "zscore: {medium: x}|.zscore.medium is \"x\"; allowed is a number.",
        "zscore: {medium: 4.5}|.zscore.high is 4; allowed is a number that is not below zscore.medium, which is 4.5.",
        "zscore: {deviation_floor: 0}|.zscore.deviation_floor is 0; allowed is a number above 0.",
        "trend: {minimum_readings: 2.5}|.trend.minimum_readings is 2.5; allowed is a whole number.",
        "trend: {minimum_readings: 1}|.trend.minimum_readings is 1; allowed is a whole number from 2 upward.",
        "trend: {slope: 1}|.trend.slope is unknown; allowed are enabled, minimum_readings, slope_per_minute.",
        "stuck: 5|.stuck is 5; allowed is a map such as {enabled: true}.",
        "stuck: {enabled: maybe}|.stuck.enabled is \"maybe\"; allowed are true and false.",
        "spike: {}|.spike is unknown; allowed are stuck, threshold, trend, zscore.",
        "7| is not a map of detectors; allowed are zscore, trend, stuck and threshold."
      })
  void everyProblemIsASentence(String yaml, String rest) throws IOException {
    List<String> problems = new ArrayList<>();
    read(yaml, problems);
    String expected = "power.detectors" + (rest.startsWith(".") ? rest : " " + rest.strip());
    assertEquals(List.of(expected), problems);
  }
}
