package io.plantbeam.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.model.Shards;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.beam.runners.flink.adapter.FlinkKey;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.values.KV;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where Flink puts the keys of {@link Shards}. */
class ShardsOnFlinkTest {
  /** Flink's own, up to a parallelism of 85. */
  private static final int KEY_GROUPS = 128;

  /** The forms in which steps have a shard as their key. */
  private static final Map<String, Function<Integer, FlinkKey>> FORMS =
      Map.of(
          "alone",
          shard -> FlinkKey.of(shard, VarIntCoder.of()),
          "with a number",
          shard -> FlinkKey.of(KV.of(shard, 0L), KvCoder.of(VarIntCoder.of(), VarLongCoder.of())),
          "as a text",
          shard -> FlinkKey.of(Integer.toString(shard), StringUtf8Coder.of()));

  static Stream<Integer> divisorsOfMany() {
    int count = Shards.MANY.numbers().size();
    return IntStream.rangeClosed(1, count).filter(n -> count % n == 0).boxed();
  }

  @ParameterizedTest
  @MethodSource("divisorsOfMany")
  void shardsLieEvenlyOnSubtasks(int parallelism) {
    FORMS.forEach(
        (form, key) -> {
          assertEven(Shards.MANY.numbers(), parallelism, form, key);
          if (Shards.FEW.numbers().size() % parallelism == 0) {
            assertEven(Shards.FEW.numbers(), parallelism, form, key);
          }
        });
  }

  private static void assertEven(
      List<Integer> shards, int parallelism, String form, Function<Integer, FlinkKey> key) {
    Map<Integer, Long> onSubtask =
        shards.stream()
            .collect(
                Collectors.groupingBy(
                    shard ->
                        KeyGroupRangeAssignment.assignKeyToParallelOperator(
                            key.apply(shard), KEY_GROUPS, parallelism),
                    Collectors.counting()));
    assertEquals(
        IntStream.range(0, parallelism)
            .boxed()
            .collect(
                Collectors.toMap(
                    Function.identity(), subtask -> (long) (shards.size() / parallelism))),
        onSubtask,
        form);
  }
}
