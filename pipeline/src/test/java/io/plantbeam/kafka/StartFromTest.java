package io.plantbeam.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartFromTest {
  @Test
  void positionsAndTimesAreRead() {
    assertEquals(StartFrom.COMMITTED, StartFrom.parse("committed"));
    assertEquals(StartFrom.EARLIEST, StartFrom.parse("earliest"));
    assertEquals(StartFrom.LATEST, StartFrom.parse("latest"));
    assertEquals(StartFrom.timestamp(1_767_225_600_000L), StartFrom.parse("1767225600000"));
    assertEquals(StartFrom.timestamp(1_767_225_600_000L), StartFrom.parse("2026-01-01T00:00:00Z"));
    assertEquals(
        StartFrom.timestamp(1_767_225_600_000L), StartFrom.parse("2026-01-01T01:00:00+01:00"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "-5",
        "2026-01-01",
        "1950-01-01T00:00:00Z",
        "99999999999999999999"
      })
  void anythingElseIsRefusedWithWhatIsAllowed(String text) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> StartFrom.parse(text));
    assertEquals(
        "allowed are committed, earliest, latest, a time such as 2026-01-01T00:00:00Z, or"
            + " milliseconds since 1970",
        refused.getMessage());
  }
}
