package io.plantbeam.condition;

import io.plantbeam.condition.Condition.All;
import io.plantbeam.condition.Condition.Any;
import io.plantbeam.condition.Condition.Between;
import io.plantbeam.condition.Condition.Comparison;
import io.plantbeam.condition.Condition.Latch;
import io.plantbeam.condition.Condition.Not;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What has to be remembered to evaluate conditions: the latest value of each operand, and which
 * latches are set. It belongs to no conditions in particular, so that these can be replaced: an
 * operand that others know too keeps its value, and a latch that is in them too stays set.
 *
 * <p>A comparison with a value that is not known is neither true nor false, and a condition holds
 * where it is true whatever the missing values are (Kleene's logic).
 *
 * <p>Mutable and not thread-safe.
 */
public final class ConditionState {
  private final Map<Operand, Double> values;
  private final Set<Latch> latched;

  /** Knows nothing. */
  public ConditionState() {
    this(new HashMap<>(), new HashSet<>());
  }

  private ConditionState(Map<Operand, Double> values, Set<Latch> latched) {
    this.values = values;
    this.latched = latched;
  }

  public ConditionState copy() {
    return new ConditionState(new HashMap<>(values), new HashSet<>(latched));
  }

  /** The latest values. */
  public Map<Operand, Double> values() {
    return values;
  }

  /** The latches that are set. */
  public Set<Latch> latched() {
    return latched;
  }

  /** Takes in a value that is the latest of its operand from now on. */
  public void set(Operand operand, double value) {
    values.put(operand, value);
  }

  /** Forgets all. */
  public void clear() {
    values.clear();
    latched.clear();
  }

  /** Forgets what these operands and latches do not need. */
  public void retain(Set<Operand> operands, List<Latch> latches) {
    values.keySet().retainAll(operands);
    latched.retainAll(latches);
  }

  /** Sets and releases latches by the latest values. */
  public void update(List<Latch> latches) {
    for (Latch latch : latches) {
      Double value = values.get(latch.operand());
      if (value == null) {
        continue;
      }
      if (latched.contains(latch)) {
        if (latch.until().holds(value, latch.release())) {
          latched.remove(latch);
        }
      } else if (latch.operator().holds(value, latch.bound())) {
        latched.add(latch);
      }
    }
  }

  /** Evaluates a condition whose latches have been {@linkplain #update updated}. */
  public Truth evaluate(Condition condition) {
    if (condition instanceof Comparison comparison) {
      Double value = values.get(comparison.operand());
      return value == null
          ? Truth.UNKNOWN
          : Truth.of(comparison.operator().holds(value, comparison.bound()));
    }
    if (condition instanceof Latch latch) {
      return values.containsKey(latch.operand())
          ? Truth.of(latched.contains(latch))
          : Truth.UNKNOWN;
    }
    if (condition instanceof Between between) {
      Double value = values.get(between.operand());
      return value == null
          ? Truth.UNKNOWN
          : Truth.of(value >= between.low() && value <= between.high());
    }
    if (condition instanceof All all) {
      Truth least = Truth.TRUE;
      for (Condition part : all.parts()) {
        least = lesser(least, evaluate(part));
      }
      return least;
    }
    if (condition instanceof Any any) {
      Truth least = Truth.TRUE;
      for (Condition part : any.parts()) {
        least = lesser(least, evaluate(part).negated());
      }
      return least.negated();
    }
    return evaluate(((Not) condition).part()).negated();
  }

  private static Truth lesser(Truth one, Truth other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
