package io.plantbeam.parse;

import java.io.Serializable;

/**
 * What options say of messages, whatever their format.
 *
 * @param types says which fields are measures, their units and valid ranges
 * @param times says which texts and numbers are event times
 * @param attributes whether what messages say beside their measures is kept
 */
public record MessageSettings(SensorTypes types, EventTimeRules times, boolean attributes)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** Settings that keep attributes. */
  public MessageSettings(SensorTypes types, EventTimeRules times) {
    this(types, times, true);
  }

  /** What is contracted where no option says otherwise. */
  public static MessageSettings of(SensorTypes types) {
    return new MessageSettings(types, EventTimeRules.CONTRACT, true);
  }
}
