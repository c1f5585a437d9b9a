package io.plantbeam.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowGridTest {
  @ParameterizedTest
  @CsvSource({
    "300000, 60000, 60000",
    "60000, 45000, 15000",
    "1000, 300, 100",
    "3600000, 600000, 60000",
    "2592000000, 2592000000, 60000",
    "61000, 61000, 30500",
    "61001, 61001, 61001"
  })
  void readingsAreGatheredForAPaneOrAPartOfItOfASecondToAMinute(
      long size, long period, long expected) {
    assertEquals(expected, new WindowGrid(size, period).gathering());
  }
}
