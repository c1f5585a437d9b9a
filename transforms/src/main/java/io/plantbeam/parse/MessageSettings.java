package io.plantbeam.parse;

import java.io.Serializable;

/**
 * What options say of messages, whatever their format.
 *
 * @param types says which fields are measures, their units and valid ranges
 * @param times says which texts and numbers are event times
 */
public record MessageSettings(SensorTypes types, EventTimeRules times) implements Serializable {
  private static final long serialVersionUID = 1;

  /** What is contracted where no option says otherwise. */
  public static MessageSettings of(SensorTypes types) {
    return new MessageSettings(types, EventTimeRules.CONTRACT);
  }
}
