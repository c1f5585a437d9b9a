package io.plantbeam.tools.simulate.machines;

import java.util.List;

/**
 * The load of a machine over time: 0 is stopped, {@value #IDLE} idle, and from 0.5 to 1.3 it runs.
 * The load changes in steps, and while it runs it wanders around each step by a percent or two.
 */
final class OperatingSchedule {
  static final double STOPPED = 0;
  static final double IDLE = 0.3;

  /**
   * A time of one state.
   *
   * @param startMillis its first moment; it lasts until that of the next
   */
  record Phase(long startMillis, double load) {}

  private final List<Phase> phases;
  private final double[] wanderOfMinute;
  private int last;

  /**
   * @param phases by their start; the first begins with the plant
   * @param wanderOfMinute by which part the load is off in each minute of the plant, and one more
   */
  OperatingSchedule(List<Phase> phases, double[] wanderOfMinute) {
    this.phases = List.copyOf(phases);
    this.wanderOfMinute = wanderOfMinute;
  }

  List<Phase> phases() {
    return phases;
  }

  /** The load of the phase at a time; before the beginning, that of the first. */
  double stepAt(long millis) {
    // Those who ask go forward in time, until the next of them begins anew.
    if (phases.get(last).startMillis > millis) {
      last = 0;
    }
    while (last + 1 < phases.size() && phases.get(last + 1).startMillis <= millis) {
      last++;
    }
    return phases.get(last).load;
  }

  /** The load at a time with its wandering. */
  double loadAt(long millis) {
    double minutes =
        Math.max(0, (double) (millis - phases.get(0).startMillis) / MachinePlantSettings.MINUTE);
    int minute = Math.min((int) minutes, wanderOfMinute.length - 2);
    double part = Math.min(1, minutes - minute);
    double wander = wanderOfMinute[minute] * (1 - part) + wanderOfMinute[minute + 1] * part;
    return stepAt(millis) * (1 + wander);
  }
}
