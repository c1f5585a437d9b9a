package io.plantbeam.parse.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.parse.EventTimeRules;
import io.plantbeam.parse.LocalTimes;
import io.plantbeam.parse.TimestampUnit;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeScannerTest {
  private static final long NEW_YEAR_2026 = 1_767_225_600_000L;

  private static final EventTimeRules OF_FACILITIES =
      new EventTimeRules(
          TimestampUnit.MS,
          LocalTimes.ofFacilities(
              Map.of("berlin", ZoneId.of("Europe/Berlin")),
              Map.of("b-1", ZoneId.of("Europe/Berlin"))));

  private static long scan(String json) {
    return scan(EventTimeRules.CONTRACT, json);
  }

  private static long scan(EventTimeRules rules, String json) {
    return new EventTimeScanner(rules)
        .eventTimeMillis(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'timestamp':'2026-01-01T00:00:00Z'}",
        "{'timestamp':1767225600000}",
        "{'timestamp':1767225600000,'value':1}",
        "{'timestamp':1.7672256E12}",
        "{'timestamp':1767225600000.0}",
        " { 'sensor_id' : 's-1' ,\n\t'timestamp' : '2026-01-01T01:00:00+01:00' , 'value' : 1 } ",
        "{'timestamp':'2026-01-01T01:00:00\\u002B01:00'}",
        "{'timestamp':'2026-01-01T01:00:00\\u002b01:00'}",
        "{'timestamp':'2025-12-31T23:00:00\\u221201:00'}",
        "{'timestamp':'2025-12-31T23:00:00\u221201:00'}",
        "{'timestamp':'2026-01-01 01:00:00+0100'}",
        "{'timestamp':'20260101T000000Z'}",
        "{'metadata':{'timestamp':1,'a':[{'timestamp':2}]},'timestamp':1767225600000}",
        "{'tags':['timestamp',3],'timestamp':1767225600000}",
        "{'sensor_type':'timestamp','timestamp':1767225600000}",
        "{'text':'\\\\','timestamp':1767225600000}",
        "{'text':'\\',\\'timestamp\\':5,','timestamp':1767225600000}",
        "{'text':'{[','timestamp':1767225600000}",
        "\uFEFF{'timestamp':1767225600000}",
        "{'timestamp':'2026-01-01T00:00:00Z','value':damaged"
      })
  void topLevelTimestampIsFoundWhereverItStands(String json) {
    assertEquals(NEW_YEAR_2026, scan(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "timestamp",
        "'timestamp':1767225600000",
        "['timestamp',1767225600000]",
        "[{'timestamp':1767225600000}]",
        "{'a':{'timestamp':1767225600000}}",
        "{'a':'timestamp'}",
        "{'timestamp'",
        "{'timestamp':",
        "{'timestamp':'",
        "{'timestamp':'2026-01-01T00:00:00Z",
        "{'timestamp':'2026-01-01T00:00:00Z\\",
        "{'timestamp' 1767225600000}",
        "{'timestamp':null}",
        "{'timestamp':true}",
        "{'timestamp':{}}",
        "{'timestamp':-}",
        "{'timestamp':-1}",
        "{'timestamp':-1e3}",
        "{'timestamp':'1970-01-01T00:00:05+01:00'}",
        "{'timestamp':007}",
        "{'timestamp':1.5}",
        "{'timestamp':1e}",
        "{'timestamp':1-2}",
        "{'timestamp':12345678901234567890123}",
        "{'timestamp':'\\u00'}",
        "{'timestamp':'\\uzzzz'}",
        "{'timestamp':'\\n'}",
        "{'timestamp':'yesterday'}",
        "{'timestamp':'2026-01-01T00:00:00'}",
        "{'timestamp':'2026-01-01T00:00:00\u00e9'}",
        "{'timestamp':'1767225600000'}",
        "{'timestamp':1767225600}",
        "{'timestamp':1767225600000000}",
        "{'timestamp':1767225600000000000}",
        "{'timestamp':0}"
      })
  void messageWithoutAValidTopLevelTimestampHasNone(String json) {
    assertEquals(EventTimeScanner.NONE, scan(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'timestamp':1767225600}",
        "{'timestamp':1767225600.0}",
        "{'timestamp':'1767225600'}",
        "{'timestamp':'1767225600.0'}",
        "{'timestamp':1767225600000}",
        "{'timestamp':1767225600000000}",
        "{'timestamp':1767225600000000000}",
        "{'timestamp':'1767225600000000000'}"
      })
  void unitIsFoundBySizeWhereAnOptionSaysSo(String json) {
    assertEquals(
        NEW_YEAR_2026, scan(new EventTimeRules(TimestampUnit.AUTO, LocalTimes.REFUSED), json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'facility_id':'berlin','timestamp':'2026-01-01T01:00:00'}",
        "{'timestamp':'2026-01-01T01:00:00','facility_id':'berlin'}",
        "{'timestamp':'2026-01-01T01:00:00','device_id':'b-1'}",
        "{'timestamp':'2026-01-01T00:00:00Z','facility_id':'paris'}"
      })
  void localTimeIsReadInTheZoneOfTheFacilityThatTheMessageNames(String json) {
    assertEquals(NEW_YEAR_2026, scan(OF_FACILITIES, json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'facility_id':'paris','timestamp':'2026-01-01T01:00:00'}",
        "{'timestamp':'2026-01-01T01:00:00'}",
        "{'facility_id':'berlin','timestamp':'2026-01-01T01:00:00','value':damaged"
      })
  void localTimeWithoutAKnownFacilityIsNone(String json) {
    assertEquals(EventTimeScanner.NONE, scan(OF_FACILITIES, json));
  }
}
