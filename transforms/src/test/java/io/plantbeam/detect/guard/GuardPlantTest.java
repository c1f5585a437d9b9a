package io.plantbeam.detect.guard;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.detect.guard.GuardedPlant.Found;
import io.plantbeam.detect.guard.SimulatedPlant.Fault;
import io.plantbeam.detect.guard.SimulatedPlant.Seeded;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How few of the guard's findings are wrong, and how many faults it finds. */
class GuardPlantTest {
  private static final int MACHINES = 40;
  private static final int DAYS = 3;
  private static final double INCIDENT_SECONDS = 600;

  /** Findings of a machine that follow each other within ten minutes are one incident. */
  private static int incidents(List<Found> found) {
    int incidents = 0;
    double last = Double.NEGATIVE_INFINITY;
    for (Found one : found.stream().sorted(Comparator.comparingDouble(Found::second)).toList()) {
      incidents += one.second() - last > INCIDENT_SECONDS ? 1 : 0;
      last = one.second();
    }
    return incidents;
  }

  private static double perThousandSensorDays(int incidents, int days) {
    return incidents * 1_000.0 / (MACHINES * SimulatedPlant.SENSORS * days);
  }

  @ParameterizedTest
  @CsvSource({"20, 1", "60, 2"})
  void healthyPlantHasAtMostTenIncidentsPerThousandSensorDays(int interval, long seed) {
    SimulatedPlant plant = new SimulatedPlant(seed, interval, DAYS);
    int incidents = 0;
    for (int machine = 0; machine < MACHINES; machine++) {
      incidents +=
          incidents(GuardedPlant.run(machine, plant.machine(machine, List.of()), interval));
    }
    double load = perThousandSensorDays(incidents, DAYS);
    assertTrue(load <= 10, load + " incidents");
  }

  @ParameterizedTest
  @CsvSource({"20, 1, 0.95", "60, 2, 0.9"})
  void faultsAreFoundWithFewFindings(int interval, long seed, double least) {
    SimulatedPlant plant = new SimulatedPlant(seed, interval, DAYS);
    List<Seeded> faults = SimulatedPlant.faults(seed, MACHINES, 24 * DAYS);
    int caught = 0;
    int findings = 0;
    Map<Fault, Integer> missed = new EnumMap<>(Fault.class);
    for (Seeded fault : faults) {
      double[][] values = plant.machine(fault.machine(), faults);
      long ofFault =
          GuardedPlant.run(fault.machine(), values, interval).stream()
              .filter(found -> isOf(found, fault))
              .count();
      caught += ofFault > 0 ? 1 : 0;
      findings += (int) ofFault;
      missed.merge(fault.fault(), ofFault > 0 ? 0 : 1, Integer::sum);
    }
    assertTrue(caught >= least * MACHINES, missed::toString);
    assertTrue(findings <= 2 * MACHINES, findings + " findings");
  }

  private static boolean isOf(Found found, Seeded fault) {
    return found.sensor() == fault.sensor()
        && found.second() >= fault.from()
        && found.second() <= fault.until() + INCIDENT_SECONDS;
  }

  /** The first days without witnesses are the ones in which states are new. */
  @Test
  void withoutEquipmentMovesAndLevelsWaitForFiveDays() {
    SimulatedPlant plant = new SimulatedPlant(3, 60, 4);
    for (int machine = 0; machine < 5; machine++) {
      List<Found> found = GuardedPlant.runApart(machine, plant.machine(machine, List.of()), 60);
      assertTrue(
          found.stream().noneMatch(one -> one.view().equals("move") || one.view().equals("level")),
          found::toString);
    }
  }
}
