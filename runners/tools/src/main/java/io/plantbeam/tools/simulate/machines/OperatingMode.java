package io.plantbeam.tools.simulate.machines;

import java.util.Locale;

/** How a machine is operated. */
enum OperatingMode {
  /** Runs day and night, at another of its set points every few hours, and stops every few days. */
  CONTINUOUS,
  /** Runs from morning to night but on weekends, and idles in the breaks. */
  TWO_SHIFTS,
  /** Runs for some time and idles between, over and over, with a longer stop every few batches. */
  BATCHES,
  /** Starts and stops when it is needed, which follows no clock. */
  ON_DEMAND;

  /** As a class of equipment in the registry. */
  String equipmentClass() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
