package io.plantbeam.equipment;

import io.plantbeam.condition.Condition.Latch;
import io.plantbeam.condition.Operand;
import io.plantbeam.enrich.EquipmentState;
import io.plantbeam.enrich.MachineStates;
import io.plantbeam.model.SeriesInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The states that machines can be in, with what is asked of them often. Not thread-safe. */
final class StateRules {
  private static final int REMEMBERED_SERIES = 10_000;

  private final MachineStates states;
  private final List<String> metrics;
  private final Set<String> names = new LinkedHashSet<>();
  private final Set<Operand> operands = new LinkedHashSet<>();
  private final List<Latch> latches = new ArrayList<>();
  private final Map<SeriesInfo, Part> parts = new HashMap<>();

  /**
   * What the readings of a series are to the states.
   *
   * @param operands that look at them
   * @param metric as which they are told of; null where they are not
   */
  record Part(List<Operand> operands, String metric) {
    /** Whether they show nothing but that the machine sends. */
    boolean isSignOfLife() {
      return operands.isEmpty() && metric == null;
    }
  }

  StateRules(MachineStates states) {
    this.states = states;
    metrics = states.toldMetrics();
    Set<Latch> all = new LinkedHashSet<>();
    for (EquipmentState state : states.states()) {
      names.add(state.name());
      state
          .when()
          .leaves(
              leaf -> {
                operands.add(leaf.operand());
                if (leaf instanceof Latch latch) {
                  all.add(latch);
                }
              });
    }
    latches.addAll(all);
  }

  List<EquipmentState> states() {
    return states.states();
  }

  /** The names of the states. */
  Set<String> names() {
    return names;
  }

  long offlineAfterMicros() {
    return TimeUnit.MILLISECONDS.toMicros(states.offlineAfterMillis());
  }

  /** All operands of the conditions. */
  Set<Operand> operands() {
    return operands;
  }

  /** All latches of the conditions, each once. */
  List<Latch> latches() {
    return latches;
  }

  Part partOf(SeriesInfo series) {
    if (parts.size() >= REMEMBERED_SERIES) {
      parts.clear();
    }
    return parts.computeIfAbsent(series, this::findPart);
  }

  private Part findPart(SeriesInfo series) {
    List<Operand> looking = operands.stream().filter(operand -> operand.isOf(series)).toList();
    String name = Operand.nameOf(series);
    String told = null;
    for (String metric : metrics) {
      if (metric.equals(name) || (told == null && metric.equals(series.metric()))) {
        told = metric;
      }
    }
    return new Part(looking, told);
  }
}
