package io.plantbeam.alert.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.alert.words.AlertFacts.Incident;
import io.plantbeam.model.AlertState;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.NearbyWork;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.model.Severity;
import io.plantbeam.model.Symptom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertMessagesTest {
  private static final AlertMessages ENGLISH = new AlertMessages(MessagePatterns.english());
  private static final long NOON = micros("2026-07-01T12:00:00Z");
  private static final long MINUTE = 60_000_000;

  private static long micros(String time) {
    return Instant.parse(time).toEpochMilli() * 1000;
  }

  private static AssetContext asset(
      String facility, String zone, String line, String equipment, String name) {
    return new AssetContext(
        true,
        "f-1",
        facility,
        null,
        zone,
        line,
        equipment,
        null,
        null,
        Double.NaN,
        Double.NaN,
        0,
        0,
        name,
        NearbyWork.NONE);
  }

  private static final AssetContext PUMP =
      asset("Hamburg", "Europe/Berlin", "3", "p-12", "Pump 12");

  private static Anomaly stuck(AssetContext asset) {
    return new Anomaly(
        "guard",
        new SeriesContext(
            new SeriesInfo("PT-104", "discharge_pressure", "pressure", "f-1", "bar"), asset),
        Severity.CRITICAL,
        2.4,
        NOON + 19 * MINUTE,
        NOON + 19 * MINUTE,
        NOON + 19 * MINUTE,
        84,
        Double.NaN,
        35,
        "technical",
        Symptom.of("guard.stuck", NOON + 5 * MINUTE).at(4.2));
  }

  private static AlertFacts told(
      AlertState state, Anomaly worst, int minutesLater, Incident incident) {
    return new AlertFacts(
        state,
        worst,
        worst.eventTimeMicros(),
        worst.eventTimeMicros() + minutesLater * MINUTE,
        incident);
  }

  @Test
  void saysWhatAndWhereSinceWhenInLocalTimeAndHowSure() {
    assertEquals(
        "Pump 12 (line 3, Hamburg): discharge pressure PT-104 has stayed at 4.2 bar for 14 min;"
            + " it usually moves. Since 14:05. Very likely a fault of the sensor.",
        ENGLISH.of(AlertFacts.raised(stuck(PUMP))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "Hamburg | 3       | p-12 | Pump 12 | Pump 12 (line 3, Hamburg): discharge pressure PT-104",
        "-       | 3       | p-12 | -       | p-12 (line 3, f-1): discharge pressure PT-104",
        "Hamburg | Filling | p-12 | -       | p-12 (Filling, Hamburg): discharge pressure PT-104",
        "Hamburg | -       | p-12 | -       | p-12 (Hamburg): discharge pressure PT-104",
        "Hamburg | line-3  | -    | -       | Sensor PT-104 (line-3, Hamburg): discharge pressure",
      })
  void placeIsWhatTheRegistryKnows(
      String facility, String line, String equipment, String name, String expected) {
    String message =
        ENGLISH.of(
            AlertFacts.raised(stuck(asset(facility, "Europe/Berlin", line, equipment, name))));
    assertTrue(message.startsWith(expected + " has stayed"), message);
  }

  @Test
  void sensorThatTheRegistryDoesNotKnowHasTimesInUtc() {
    assertEquals(
        "Sensor PT-104: discharge pressure has stayed at 4.2 bar for 14 min; it usually moves."
            + " Since 12:05 UTC. Very likely a fault of the sensor.",
        ENGLISH.of(AlertFacts.raised(stuck(AssetContext.unmatched(null)))));
  }

  @Test
  void timeOfAnotherDayHasItsDate() {
    AlertFacts told =
        new AlertFacts(AlertState.UPDATED, stuck(PUMP), NOON, micros("2026-07-01T22:30:00Z"), null);
    String message = ENGLISH.of(told);
    assertTrue(message.contains(" for 10 h; "), message);
    assertTrue(message.contains("Since 1 Jul, 14:00."), message);
  }

  @Test
  void stateIsToldWithTheWorstAndWhatSpokeFirst() {
    Incident incident = new Incident(3, "VT-3", "vibration", NOON - 2 * MINUTE);
    assertEquals(
        "Pump 12 (line 3, Hamburg), still after 29 min: discharge pressure PT-104 has stayed at"
            + " 4.2 bar for 29 min; it usually moves. Since 14:05. Very likely a fault of the"
            + " sensor. First on this machine: vibration VT-3 at 13:58.",
        ENGLISH.of(told(AlertState.UPDATED, stuck(PUMP), 15, incident)));
    assertEquals(
        "Pump 12 (line 3, Hamburg): over. Nothing unusual of discharge pressure PT-104 after"
            + " 14:34; it began at 14:05 and lasted 29 min.",
        ENGLISH.of(told(AlertState.RESOLVED, stuck(PUMP), 15, incident)));
  }

  @Test
  void whatSpokeFirstIsNotToldOfItself() {
    Incident itsOwn = new Incident(1, "PT-104", "discharge_pressure", NOON);
    assertFalse(ENGLISH.of(told(AlertState.RAISED, stuck(PUMP), 0, itsOwn)).contains("First"));
  }

  @Test
  void symptomWithoutAPatternHasThatOfItsFirstWords() {
    MessagePatterns patterns = MessagePatterns.english();
    assertEquals("symptom.guard.stuck", patterns.keyOf("guard.stuck"));
    assertEquals("symptom.guard", patterns.keyOf("guard.of_tomorrow.alone"));
    assertEquals("symptom.other", patterns.keyOf("of_a_plant"));
  }

  @Test
  void otherLanguageTakesTheEnglishWordsWhereItHasNone() {
    AlertMessages german =
        new AlertMessages(
            MessagePatterns.english()
                .with(
                    Map.of(
                        "locale", "de-DE",
                        "quantity.discharge_pressure", "Enddruck",
                        "certainty.critical", "Sehr wahrscheinlich",
                        "symptom.guard.stuck",
                            "{subject} steht seit {since} bei {reading}. {certainty} ein Fehler des"
                                + " Sensors.")));
    AlertFacts told = AlertFacts.raised(stuck(PUMP));
    String expected =
        "Pump 12 (line 3, Hamburg): Enddruck PT-104 steht seit 14:05 bei 4,2 bar. Sehr"
            + " wahrscheinlich ein Fehler des Sensors.";
    assertEquals(expected, german.of(told));
    assertEquals(expected, SerializableUtils.ensureSerializable(german).of(told));
  }

  @Test
  void textsThatAKeyCannotHaveAreRefused() {
    assertEquals(
        List.of(
            "message.raised has {value}; allowed are {duration}, {incident}, {maintenance},"
                + " {place}, {since}, {subject}, {symptom}, {until}"),
        MessagePatterns.problems("message.raised", "{place}: {value}"));
    assertEquals(
        List.of("certainty.high has {value}; allowed is a text without names in braces"),
        MessagePatterns.problems("certainty.high", "{value}"));
    assertEquals(
        List.of("symptom.other=at {value has a { without a }"),
        MessagePatterns.problems("symptom.other", "at {value"));
    assertEquals(
        List.of("locale=de_DE is not a language tag, such as en-GB"),
        MessagePatterns.problems("locale", "de_DE"));
    assertEquals(
        List.of(
            "time.same_day=uhr is not a pattern of a time, such as HH:mm: Unknown pattern letter:"
                + " r"),
        MessagePatterns.problems("time.same_day", "uhr"));
    assertEquals(List.of(), MessagePatterns.problems("unit.in", "[in]"));
  }

  @Test
  void englishPatternsHaveNoProblems() {
    MessagePatterns english = MessagePatterns.english();
    for (String key : english.keys()) {
      assertEquals(List.of(), MessagePatterns.problems(key, english.text(key)), key);
    }
  }
}
