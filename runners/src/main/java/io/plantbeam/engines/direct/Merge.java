package io.plantbeam.engines.direct;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The records of several runs in one order; of equal ones, those of the earlier run first. */
final class Merge {
  private record Place(SortedRun run, int number) {}

  private static final Comparator<Place> IN_ORDER =
      Comparator.comparing(Place::run).thenComparingInt(Place::number);

  private final PriorityQueue<Place> waiting = new PriorityQueue<>(IN_ORDER);
  private Place current;

  /**
   * Goes to the first record.
   *
   * @param runs at their beginnings
   */
  Merge(List<? extends SortedRun> runs) {
    for (int i = 0; i < runs.size(); i++) {
      if (runs.get(i).next()) {
        waiting.add(new Place(runs.get(i), i));
      }
    }
    current = waiting.poll();
  }

  /** The record that is next; null after the last. */
  SortedRun peek() {
    return current == null ? null : current.run;
  }

  /** Goes to the next record. */
  void advance() {
    if (!current.run.next()) {
      current = waiting.poll();
      return;
    }
    Place least = waiting.peek();
    if (least != null && IN_ORDER.compare(current, least) > 0) {
      waiting.add(current);
      current = waiting.poll();
    }
  }
}
