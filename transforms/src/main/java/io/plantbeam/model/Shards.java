package io.plantbeam.model;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The numbers of the groups in which the series of a stream are shuffled and their state is kept.
 *
 * <p>They are not counted from 0, because Flink puts a key on a subtask by a hash, and few keys
 * then lie unevenly: of 24 that are counted, five are on one of eight subtasks where three were
 * even. These numbers are chosen so that Flink's 128 key groups spread them evenly on any number of
 * subtasks that divides theirs, written by a {@code VarIntCoder}, alone or followed by a zero, and
 * as texts.
 */
public final class Shards {
  /**
   * For readings and what is known of series. Few, because what an engine does per key and bundle
   * costs more than the work itself. More subtasks than these have nothing to do.
   */
  public static final Shards MANY =
      new Shards(
          37461, 22486, 4697, 7617, 8122, 17558, 6302, 10389, 49551, 12414, 25778, 21600, 1299,
          1597, 11907, 5277, 20206, 10567, 1981, 26659, 32511, 1586, 16696, 9104);

  /** For what is told the time in every span, which costs something per shard. */
  public static final Shards FEW = new Shards(9, 61, 26, 55);

  private final int[] numbers;

  private Shards(int... numbers) {
    this.numbers = numbers;
  }

  /** The shard of what has this hash, the same in every process. */
  public int of(int hash) {
    return numbers[index(hash, numbers.length)];
  }

  /** All of them, each once. */
  public List<Integer> numbers() {
    return IntStream.of(numbers).boxed().toList();
  }

  /** A number from 0 to {@code count - 1}. */
  static int index(int hash, int count) {
    // The ids of neighbours differ in their last characters, which reach the lowest bits alone.
    return Math.floorMod((hash * 0x9E3779B9) >>> 8, count);
  }
}
