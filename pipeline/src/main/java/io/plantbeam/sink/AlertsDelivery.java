package io.plantbeam.sink;

/** How often a reader of committed records finds an alert in the topic. */
public enum AlertsDelivery {
  AT_LEAST_ONCE("at-least-once"),
  EXACTLY_ONCE("exactly-once");

  private final String label;

  AlertsDelivery(String label) {
    this.label = label;
  }

  /** As it is written in options. */
  public String label() {
    return label;
  }
}
