package io.plantbeam.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class IncidentsTest {
  private static AlertEvent event(String state, String alert, String incident) {
    PublishedEvent published =
        new PublishedEvent(
            "sensor-" + alert, "value", "guard", "high", 0, 50, "pump, North plant", "Odd");
    return new AlertEvent(alert, state, incident, published);
  }

  @Test
  void incidentEndsWithTheLastOfItsAlerts() {
    Incidents incidents = new Incidents();
    assertEquals(1, incidents.take(event("raised", "a", "x")).number());
    assertEquals(2, incidents.take(event("raised", "b", "y")).number());
    assertEquals(1, incidents.take(event("raised", "c", "x")).number());
    assertEquals(1, incidents.take(event("updated", "a", "x")).number());
    assertEquals(2, incidents.open());

    AlertEvent first = event("resolved", "a", "x");
    incidents.take(first);
    assertEquals(Optional.empty(), incidents.end(first));
    AlertEvent last = event("resolved", "c", "x");
    incidents.take(last);
    assertEquals(
        Optional.of(
            "                RESOLVED      #1 pump, North plant: 2 alerts of sensor-a, then"
                + " sensor-c"),
        incidents.end(last));
    assertEquals(1, incidents.open());
    assertEquals(2, incidents.size());
    assertEquals(2, incidents.alerts().get(0).size());
  }
}
