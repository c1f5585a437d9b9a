package io.plantbeam.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.enrich.AlertThresholds;
import io.plantbeam.enrich.AssetRegistry;
import io.plantbeam.enrich.Facility;
import io.plantbeam.enrich.Sensor;
import io.plantbeam.options.OptionProblem;
import io.plantbeam.options.OptionReader;
import io.plantbeam.parse.EventTimeRules;
import io.plantbeam.parse.EventTimes;
import io.plantbeam.parse.TimestampUnit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTimesTest {
  private static final String REGISTRY = "--assetRegistry=assets";
  private static final long NEW_YEAR_2026 = 1_767_225_600_000_000L;
  private static final AssetRegistry ASSETS =
      new AssetRegistry(
          0,
          List.of(facility("oslo", "Europe/Oslo"), facility("tokyo", "Asia/Tokyo")),
          List.of(
              sensor("in-oslo", "oslo"),
              sensor("anywhere", null),
              sensor("in-both", "oslo"),
              sensor("in-both", "tokyo")));

  private static Facility facility(String id, String timezone) {
    return new Facility(id, null, null, timezone, null, 0);
  }

  private static Sensor sensor(String id, String facility) {
    return new Sensor(id, facility, null, null, null, AlertThresholds.NONE, Double.NaN);
  }

  private static OptionReader reader(String... options) {
    return new OptionReader(
        PipelineOptionsFactory.fromArgs(
                Stream.concat(
                        Stream.of(options), Stream.of("--inputFiles=a.ndjson", "--output=out"))
                    .toArray(String[]::new))
            .as(ReadingOptions.class),
        PipelineKinds.TELEMETRY.parameters());
  }

  private static List<String> problems(String... options) {
    OptionReader reader = reader(options);
    MessageTimes.read(reader, version -> ASSETS);
    return reader.problems().stream().map(OptionProblem::sentence).toList();
  }

  private static long shown(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return EventTimes.parseLocal(bytes, 0, bytes.length);
  }

  @Test
  void withoutOptionsTimesAreThoseOfTheContract() {
    EventTimeRules rules = MessageTimes.read(reader(), version -> ASSETS);
    assertTrue(rules.areContract());
    assertEquals(List.of(), problems());
  }

  @Test
  void unitIsThatOfTheOption() {
    EventTimeRules rules = MessageTimes.read(reader("--timestampUnit=us"), version -> ASSETS);
    assertEquals(TimestampUnit.US, rules.unit());
    assertFalse(rules.areContract());
    assertEquals(
        List.of("--timestampUnit=min: allowed are auto, s, ms, us and ns"),
        problems("--timestampUnit=min"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "oslo,     in-oslo,  2026-01-01T01:00:00",
        "tokyo,    in-oslo,  2026-01-01T09:00:00",
        "-,        in-oslo,  2026-01-01T01:00:00"
      })
  void facilityIsThatOfTheMessageOrElseOfTheSensorsOnlyEntry(
      String facility, String sensor, String text) {
    EventTimeRules rules =
        MessageTimes.read(reader("--localTimes=facility", REGISTRY), v -> ASSETS);
    assertEquals(NEW_YEAR_2026, rules.localTimes().toMicros(shown(text), facility, sensor));
  }

  @ParameterizedTest
  @ValueSource(strings = {"in-both", "anywhere", "unknown"})
  void sensorOfNoFacilityOrOfSeveralHasNoZone(String sensor) {
    EventTimeRules rules =
        MessageTimes.read(reader("--localTimes=facility", REGISTRY), v -> ASSETS);
    assertEquals(
        EventTimes.NONE, rules.localTimes().toMicros(shown("2026-01-01T01:00:00"), null, sensor));
  }

  @Test
  void zoneIsThatOfTheOption() {
    EventTimeRules rules = MessageTimes.read(reader("--localTimes=Asia/Tokyo"), version -> ASSETS);
    assertEquals(
        NEW_YEAR_2026, rules.localTimes().toMicros(shown("2026-01-01T09:00:00"), "oslo", null));
  }

  @Test
  void zoneThatIsNoneIsRefusedWithASuggestion() {
    assertEquals(
        List.of(
            "--localTimes=Europe/Berln: is neither facility nor an IANA time zone name, such as"
                + " Europe/Berlin; did you mean Europe/Berlin?"),
        problems("--localTimes=Europe/Berln"));
    assertEquals(
        List.of(
            "--localTimes=Facility: is neither facility nor an IANA time zone name, such as"
                + " Europe/Berlin; did you mean facility?"),
        problems("--localTimes=Facility"));
  }

  @Test
  void zonesOfFacilitiesNeedARegistryThatHasThem() {
    assertEquals(
        List.of(
            "--localTimes=facility: needs the timezone of the facilities in --assetRegistry; give"
                + " that, or a zone for all"),
        problems("--localTimes=facility"));
    OptionReader reader = reader("--localTimes=facility", REGISTRY);
    MessageTimes.read(reader, version -> AssetRegistry.EMPTY);
    assertEquals(
        List.of("--localTimes=facility: no facility of --assetRegistry has a timezone"),
        reader.problems().stream().map(OptionProblem::sentence).toList());
  }
}
