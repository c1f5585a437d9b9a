package io.plantbeam.kafka;

import java.util.Arrays;
import java.util.Optional;

/** How often a reader of committed records finds an alert in the topic. */
public enum AlertsDelivery {
  AT_LEAST_ONCE("at-least-once"),
  EXACTLY_ONCE("exactly-once");

  private final String label;

  AlertsDelivery(String label) {
    this.label = label;
  }

  /** The one with this label in options; empty where there is none. */
  public static Optional<AlertsDelivery> labelled(String label) {
    return Arrays.stream(values()).filter(value -> value.label.equals(label)).findFirst();
  }

  /** As it is written in options. */
  public String label() {
    return label;
  }
}
