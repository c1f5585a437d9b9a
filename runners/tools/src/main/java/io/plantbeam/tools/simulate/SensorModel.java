package io.plantbeam.tools.simulate;

import static io.plantbeam.tools.simulate.MeasureModel.single;
import static io.plantbeam.tools.simulate.MeasureModel.typed;

import java.util.List;

/** The kinds of sensors that a plant has, each with a message shape of its own. */
enum SensorModel {
  OVEN_TEMPERATURE("temperature", Shape.FULL, "celsius", single("temperature", 68, 4, 0.6, 2)),
  SPINDLE_VIBRATION(
      "vibration",
      Shape.TYPED,
      null,
      typed("acceleration_x", 0.4, 0.1, 0.08, 3),
      typed("acceleration_y", 0.5, 0.1, 0.08, 3),
      typed("acceleration_z", 9.8, 0.1, 0.09, 3)),
  ROOM_PRESSURE("pressure", Shape.DEVICE, "hPa", single("pressure", 1009, 3, 0.4, 2)),
  DRIVE_POWER(
      "power",
      Shape.TYPED,
      null,
      typed("voltage", 230, 1, 0.4, 2),
      typed("current", 5.2, 0.3, 0.09, 3),
      typed("power_watts", 1196, 5, 0.8, 1)),
  STORE_HUMIDITY("humidity", Shape.FULL, "percent", single("humidity", 45, 5, 0.5, 2)),
  CABINET_CLIMATE(
      "temperature",
      Shape.TYPED,
      null,
      typed("temperature_celsius", 36, 3, 0.3, 2),
      typed("humidity", 40, 4, 0.5, 2)),
  PUMP_VIBRATION("vibration", Shape.METRIC_TYPE, null, single("vibration", 4.5, 0.2, 0.15, 3)),
  HYDRAULICS(
      "pressure",
      Shape.TYPED,
      null,
      typed("pressure_psi", 870, 4, 0.8, 2),
      typed("flow_rate", 118, 4, 0.7, 2)),
  LINE_POWER("power", Shape.FULL, "W", single("power", 742, 6, 0.8, 2)),
  BEARING_TEMPERATURE("temperature", Shape.METRIC_TYPE, null, single("temperature", 55, 3, 0.4, 2));

  /** How the message looks; all are described in the data contracts. */
  enum Shape {
    /** Every field, and a single value. */
    FULL,
    /** {@code metric_type} and a time in epoch milliseconds; no facility. */
    METRIC_TYPE,
    /** {@code device_id}, location and metadata; no facility. */
    DEVICE,
    /** Several measures under their own names. */
    TYPED
  }

  private static final SensorModel[] VALUES = values();

  private final String sensorType;
  private final Shape shape;
  private final String unit;

  @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed.
  private final List<MeasureModel> measures;

  SensorModel(String sensorType, Shape shape, String unit, MeasureModel... measures) {
    this.sensorType = sensorType;
    this.shape = shape;
    this.unit = unit;
    this.measures = List.of(measures);
  }

  /** Models take turns. */
  static SensorModel ofSensor(int index) {
    return VALUES[index % VALUES.length];
  }

  String sensorType() {
    return sensorType;
  }

  Shape shape() {
    return shape;
  }

  /** Null where the message names none. */
  String unit() {
    return unit;
  }

  List<MeasureModel> measures() {
    return measures;
  }

  /** The measure that can climb by 20 per minute without leaving what is possible; -1 for none. */
  int driftingMeasure() {
    return switch (this) {
      case DRIVE_POWER -> 2;
      case HYDRAULICS -> 1;
      case LINE_POWER -> 0;
      default -> -1;
    };
  }

  /** Whether a value of 999.9 is refused by the default sensor types. */
  boolean rejectsOutOfRange() {
    return this == OVEN_TEMPERATURE
        || this == BEARING_TEMPERATURE
        || this == CABINET_CLIMATE
        || this == ROOM_PRESSURE;
  }
}
