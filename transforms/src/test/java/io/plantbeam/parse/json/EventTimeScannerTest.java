package io.plantbeam.parse.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeScannerTest {
  private static final long NEW_YEAR_2026 = 1_767_225_600_000L;

  private static long scan(String json) {
    return EventTimeScanner.eventTimeMillis(
        json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
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
        "{'timestamp':'yesterday'}"
      })
  void messageWithoutAValidTopLevelTimestampHasNone(String json) {
    assertEquals(EventTimeScanner.NONE, scan(json));
  }
}
