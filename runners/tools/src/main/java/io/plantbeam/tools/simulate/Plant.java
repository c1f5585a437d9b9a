package io.plantbeam.tools.simulate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A plant that sends telemetry: facilities, sensors on equipment, and faults. The same settings
 * give the same messages, bytes and order included.
 */
public final class Plant {
  private static final int SENSORS_PER_EQUIPMENT = 4;

  /** Every 40th sensor is one that nobody has registered. */
  private static final int UNREGISTERED_EVERY = 40;

  private final PlantSettings settings;
  private final List<SimulatedFacility> facilities = new ArrayList<>();
  private final List<SimulatedSensor> sensors = new ArrayList<>();

  /**
   * Builds the plant; nothing is sent yet.
   *
   * @throws IllegalArgumentException where {@link PlantSettings#problems()} finds one
   */
  public Plant(PlantSettings settings) {
    List<String> problems = settings.problems();
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join(" ", problems));
    }
    this.settings = settings;
    for (int i = 0; i < settings.facilities(); i++) {
      facilities.add(SimulatedFacility.of(i));
    }
    Random random = new Random(settings.seed());
    List<SimulatedSensor> healthy = new ArrayList<>();
    for (int i = 0; i < settings.sensors(); i++) {
      healthy.add(sensor(i, random));
    }
    Map<Integer, FaultLabel> faults = FaultPlan.of(settings, healthy, random);
    for (SimulatedSensor sensor : healthy) {
      sensors.add(sensor.with(faults.get(sensor.index())));
    }
  }

  private SimulatedSensor sensor(int index, Random random) {
    SensorModel model = SensorModel.ofSensor(index);
    int equipment = index / SENSORS_PER_EQUIPMENT;
    List<MeasureModel> measures = new ArrayList<>();
    for (MeasureModel measure : model.measures()) {
      measures.add(measure.shifted(measure.deviation() * 2 * (random.nextDouble() - 0.5)));
    }
    return new SimulatedSensor(
        index,
        "s-%04d".formatted(index + 1),
        model,
        facilities.get(equipment % facilities.size()).facilityId(),
        "eq-%03d".formatted(equipment + 1),
        5 * (equipment % 4),
        random.nextInt((int) settings.interval().toMillis()),
        List.copyOf(measures),
        index % UNREGISTERED_EVERY != UNREGISTERED_EVERY - 1,
        null);
  }

  public PlantSettings settings() {
    return settings;
  }

  /** The seeded faults in order of their beginning. */
  public List<FaultLabel> faults() {
    return sensors.stream()
        .map(SimulatedSensor::fault)
        .filter(fault -> fault != null)
        .sorted(
            Comparator.comparingLong(FaultLabel::startMillis).thenComparing(FaultLabel::sensorId))
        .toList();
  }

  /** All messages from the beginning, in the order in which they are sent. */
  public MessageStream messages() {
    return new MessageStream(this);
  }

  List<SimulatedFacility> facilities() {
    return facilities;
  }

  List<SimulatedSensor> sensors() {
    return sensors;
  }
}
