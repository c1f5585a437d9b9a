package io.plantbeam.detect;

import java.io.Serializable;
import java.util.Map;

/** The detectors' settings by sensor type. */
public final class DetectorCatalogue implements Serializable {
  /** The default settings for every sensor type. */
  public static final DetectorCatalogue DEFAULTS =
      new DetectorCatalogue(Map.of(), DetectorSettings.DEFAULTS);

  private final Map<String, DetectorSettings> bySensorType;
  private final DetectorSettings others;

  /** Takes the settings of some sensor types, and those of all the others. */
  public DetectorCatalogue(Map<String, DetectorSettings> bySensorType, DetectorSettings others) {
    this.bySensorType = Map.copyOf(bySensorType);
    this.others = others;
  }

  /** The settings for a sensor type, which may be unknown or null. */
  public DetectorSettings settingsOf(String sensorType) {
    return sensorType == null ? others : bySensorType.getOrDefault(sensorType, others);
  }
}
