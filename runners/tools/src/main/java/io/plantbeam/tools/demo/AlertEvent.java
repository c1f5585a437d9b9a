package io.plantbeam.tools.demo;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the job tells of an alert.
 *
 * @param state raised, updated or resolved
 */
record AlertEvent(String alertId, String state, String incidentId, PublishedEvent alert) {
  static AlertEvent of(JsonNode json) {
    return new AlertEvent(
        json.path("alert_id").asText(),
        json.path("state").asText(),
        json.path("incident_id").asText(),
        PublishedEvent.of(json));
  }

  boolean isRaised() {
    return state.equals("raised");
  }

  boolean isResolved() {
    return state.equals("resolved");
  }
}
