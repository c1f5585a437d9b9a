package io.plantbeam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** Tells what is new in the topic of alerts, where an event may be there more than once. */
final class AlertNews {
  private final Map<String, Long> greatest = new HashMap<>();

  boolean isNew(JsonNode event) {
    String alert = event.path("alert_id").asText();
    long sequence = event.path("sequence").asLong();
    if (sequence <= greatest.getOrDefault(alert, 0L)) {
      return false;
    }
    greatest.put(alert, sequence);
    return true;
  }
}
