package io.plantbeam.launch.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.options.ParameterSpec;
import io.plantbeam.options.ParameterType;
import io.plantbeam.spec.engine.EngineParameters;
import io.plantbeam.spec.engine.Runners;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.spark.SparkPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The parameters of engines are options of Beam's runners, and of the type that is said. */
class EngineParametersTest {
  private static final Map<String, Class<? extends PipelineOptions>> OPTIONS =
      Map.of(
          Runners.DIRECT, DirectOptions.class,
          Runners.FLINK, FlinkPipelineOptions.class,
          Runners.SPARK, SparkPipelineOptions.class);

  private static final Map<ParameterType, Set<Class<?>>> TYPES =
      Map.of(
          ParameterType.INTEGER, Set.of(int.class, Integer.class, Long.class),
          ParameterType.NUMBER, Set.of(Double.class),
          ParameterType.BOOLEAN, Set.of(boolean.class, Boolean.class));

  static List<String> runners() {
    return Runners.ALL;
  }

  @ParameterizedTest
  @MethodSource("runners")
  void eachIsAnOptionOfItsRunner(String runner) throws ReflectiveOperationException {
    for (ParameterSpec spec : EngineParameters.of(runner)) {
      Method getter = getter(OPTIONS.get(runner), spec.name());
      assertEquals(
          true,
          TYPES.getOrDefault(spec.type(), Set.of(String.class)).contains(getter.getReturnType()),
          getter::toString);
      PipelineOptions options =
          PipelineOptionsFactory.fromArgs("--%s=%s".formatted(spec.name(), spec.example()))
              .as(OPTIONS.get(runner));
      assertEquals(spec.example(), String.valueOf(getter.invoke(options)));
      assertEquals(Optional.empty(), spec.problemWith(spec.example()));
    }
  }

  private static Method getter(Class<?> options, String name) {
    String end = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    return Arrays.stream(options.getMethods())
        .filter(method -> Set.of("get" + end, "is" + end).contains(method.getName()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(options + " has no option " + name));
  }

  @ParameterizedTest
  @MethodSource("runners")
  void whatATemplateMaySetIsNumbersSwitchesAndWords(String runner) {
    for (ParameterSpec spec : EngineParameters.of(runner)) {
      boolean text = !spec.inTemplates() || spec.type().isPath();
      assertEquals(
          text,
          !Set.of(
                  ParameterType.INTEGER,
                  ParameterType.NUMBER,
                  ParameterType.BOOLEAN,
                  ParameterType.ENUM)
              .contains(spec.type()),
          spec::toString);
    }
  }
}
