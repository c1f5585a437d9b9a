package io.plantbeam.parse;

import io.plantbeam.parse.ValidRange.Policy;
import java.util.List;

/** A catalogue of the kinds of sensor types there are, for tests and benchmarks. */
public final class TestSensorTypes {
  private static final ValidRange TEMPERATURE = new ValidRange(-50, 150, Policy.REJECT);
  private static final ValidRange HUMIDITY = new ValidRange(0, 100, Policy.CLAMP);

  private TestSensorTypes() {}

  public static SensorTypes create() {
    return SensorTypes.of(
        List.of(
            new SensorType(
                "temperature",
                "celsius",
                List.of("C", "°C", "degC"),
                TEMPERATURE,
                List.of(
                    new Measure("temperature_celsius", "celsius", TEMPERATURE),
                    new Measure("humidity", "percent", HUMIDITY))),
            new SensorType("humidity", "percent", List.of("%"), HUMIDITY, List.of()),
            new SensorType(
                "vibration",
                "m/s2",
                List.of("m/s²"),
                null,
                List.of(
                    new Measure("acceleration_x", "m/s2", null),
                    new Measure("acceleration_y", "m/s2", null),
                    new Measure("acceleration_z", "m/s2", null))),
            new SensorType(
                "pressure",
                "hPa",
                List.of("mbar"),
                new ValidRange(800, 1200, Policy.REJECT),
                List.of(
                    new Measure("pressure_psi", "psi", null),
                    new Measure("flow_rate", "l/min", null))),
            new SensorType(
                "power",
                null,
                List.of(),
                null,
                List.of(
                    new Measure("voltage", "V", new ValidRange(0, 1000, Policy.FLAG)),
                    new Measure("current", "A", null),
                    new Measure("power_watts", "W", null)))));
  }
}
