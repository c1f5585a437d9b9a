package io.plantbeam.detect.guard;

import io.plantbeam.detect.TestBatches;
import io.plantbeam.detect.reading.MinuteFigures;
import io.plantbeam.detect.reading.Score;
import io.plantbeam.detect.reading.SeriesMinutes;
import io.plantbeam.detect.settings.ConfiguredDetector;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.detect.settings.DetectorSettings;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.Reading;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs the guard over machines, without Beam. */
final class GuardedPlant {
  static final long START = 1_767_225_600_000L;

  /** What was said of a sensor: which view, and at which second from the start. */
  record Found(int machine, int sensor, String view, double second, double score) {}

  private static final MessagePosition POSITION =
      new MessagePosition(Origin.ofPartition("t", 0), 0);
  private static final GuardDetector DETECTOR = new GuardDetector(GuardParameters.DEFAULTS);
  static final MachineGuard MACHINES =
      new MachineGuard(
          new DetectorCatalogue(
                  List.of(GuardDetector.TYPE),
                  Map.of(),
                  new DetectorSettings(
                      List.of(ConfiguredDetector.withDefaults(GuardDetector.TYPE))))
              .parametersOf(GuardDetector.TYPE));

  private GuardedPlant() {}

  /** What the guard says of a machine whose sensors have these values. */
  static List<Found> run(int machine, double[][] values, int intervalSeconds) {
    return run(machine, values, intervalSeconds, new MachineState[] {new MachineState()});
  }

  /** The same where the registry knows no equipment. */
  static List<Found> runApart(int machine, double[][] values, int intervalSeconds) {
    return run(
        machine,
        values,
        intervalSeconds,
        Stream.generate(MachineState::new).limit(values.length).toArray(MachineState[]::new));
  }

  private static List<Found> run(
      int machine, double[][] values, int intervalSeconds, MachineState[] states) {
    List<Found> found = new ArrayList<>();
    GuardState[] sensors =
        Stream.generate(GuardState::new).limit(values.length).toArray(GuardState[]::new);
    SeriesContext[] contexts = new SeriesContext[values.length];
    for (int sensor = 0; sensor < values.length; sensor++) {
      SeriesInfo series = TestBatches.series("m" + machine + "-" + sensor);
      contexts[sensor] = new SeriesContext(series, TestBatches.asset("m" + machine));
    }
    for (int i = 0; i < values[0].length; i++) {
      long time = START + 1_000L * i * intervalSeconds;
      List<List<SeriesMinutes>> minutes =
          Stream.generate(() -> (List<SeriesMinutes>) new ArrayList<SeriesMinutes>())
              .limit(states.length)
              .toList();
      for (int sensor = 0; sensor < values.length; sensor++) {
        if (Double.isNaN(values[sensor][i])) {
          continue;
        }
        Reading reading =
            new Reading(
                contexts[sensor].series(),
                time * 1000,
                values[sensor][i],
                1,
                RangeCheck.OK,
                POSITION);
        Score score = DETECTOR.update(sensors[sensor], reading);
        if (score.alert()) {
          String view = score.view().substring(0, score.view().indexOf(':'));
          found.add(new Found(machine, sensor, view, (time - START) / 1000.0, score.gated()));
        }
        MinuteFigures minute = DETECTOR.completed(sensors[sensor]);
        if (minute != null) {
          minutes
              .get(sensor % states.length)
              .add(new SeriesMinutes(contexts[sensor], List.of(minute)));
        }
      }
      for (int state = 0; state < states.length; state++) {
        if (!minutes.get(state).isEmpty()) {
          MACHINES.add(
              states[state],
              minutes.get(state),
              anomaly -> {
                String id = anomaly.context().series().sensorId();
                String evidence = anomaly.evidence();
                found.add(
                    new Found(
                        machine,
                        Integer.parseInt(id.substring(id.indexOf('-') + 1)),
                        evidence.substring(evidence.indexOf('(') + 1, evidence.indexOf(')')),
                        (anomaly.eventTimeMicros() / 1000 - START) / 1000.0,
                        anomaly.score()));
              });
        }
      }
    }
    return found;
  }
}
