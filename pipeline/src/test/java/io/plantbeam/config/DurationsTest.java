package io.plantbeam.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "500ms,500",
    "30s,30000",
    "5m,300000",
    "2h,7200000",
    "1d,86400000",
    "0s,0",
    "PT1M30S,90000",
    "pt0.5s,500",
    "' 10S ',10000",
    "P1D,86400000"
  })
  void shortAndIsoFormsAreTaken(String text, long millis) {
    assertEquals(Duration.ofMillis(millis), Durations.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "5",
        "5 m",
        "-5m",
        "PT-5M",
        "5w",
        "m",
        "1.5h",
        "soon",
        "PT0.0001S",
        "999999999999999d",
        "PT9999999999999999H",
        "PT9223372036854775807S"
      })
  void anythingElseIsRefusedWithASentence(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Durations.parse(text));
    assertTrue(e.getMessage().startsWith("'" + text + "' is not a duration"), e.getMessage());
    assertTrue(e.getMessage().contains("30s, 5m, 2h"), e.getMessage());
  }

  @Test
  void nothingIsRefusedWithASentence() {
    assertThrows(IllegalArgumentException.class, () -> Durations.parse(null));
  }

  @ParameterizedTest
  @CsvSource({
    "0,0s",
    "1,1ms",
    "1500,1500ms",
    "90000,90s",
    "300000,5m",
    "7200000,2h",
    "86400000,1d"
  })
  void theShortFormIsTakenAgain(long millis, String text) {
    assertEquals(text, Durations.format(Duration.ofMillis(millis)));
    assertEquals(Duration.ofMillis(millis), Durations.parse(text));
  }
}
