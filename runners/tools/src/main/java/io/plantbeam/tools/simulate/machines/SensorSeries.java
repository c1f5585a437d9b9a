package io.plantbeam.tools.simulate.machines;

import java.util.Arrays;

/**
 * What one sensor measures, one slot per interval.
 *
 * @param times event times in milliseconds since the epoch, ascending
 * @param values as the sensor shows them
 * @param sent whether the reading of the slot is sent; some are missing
 */
@SuppressWarnings("ArrayRecordComponent")
record SensorSeries(SensorTraits traits, long[] times, double[] values, boolean[] sent) {

  int slots() {
    return times.length;
  }

  /** The first slot at a time or later. */
  int slotAt(long millis) {
    int found = Arrays.binarySearch(times, millis);
    return found >= 0 ? found : -found - 1;
  }

  /** From the value that 1 % of the slots are below to that which 1 % are above. */
  double range() {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) (0.99 * (sorted.length - 1))] - sorted[(int) (0.01 * (sorted.length - 1))];
  }

  /** The greatest number of slots in a row with one value. */
  int longestRun() {
    int longest = 0;
    int run = 0;
    for (int slot = 0; slot < values.length; slot++) {
      run = slot > 0 && values[slot] == values[slot - 1] ? run + 1 : 1;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  /** Puts another value into a slot, as the sensor would show it. */
  void show(int slot, double value) {
    values[slot] = Math.rint(value / traits.quantum()) * traits.quantum();
  }
}
