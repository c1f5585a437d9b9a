package io.plantbeam.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.kafka.AlertsDelivery;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands at the options agrees with itself and with what Beam makes of it. */
class ParametersTest {
  static List<ParameterSpec> all() {
    return Parameters.all();
  }

  @Test
  void everyOptionIsAParameter() {
    List<String> getters =
        Arrays.stream(TelemetryOptions.class.getDeclaredMethods())
            .filter(method -> method.getParameterCount() == 0)
            .map(Parameters::nameOf)
            .sorted()
            .toList();
    assertEquals(getters, all().stream().map(ParameterSpec::name).sorted().toList());
  }

  @Test
  void noTwoHaveTheSamePlace() {
    List<Integer> orders =
        Arrays.stream(TelemetryOptions.class.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Parameter.class))
            .map(method -> method.getAnnotation(Parameter.class).order())
            .sorted()
            .toList();
    assertEquals(orders.stream().distinct().toList(), orders);
  }

  @Test
  void groupsAreNotInterrupted() {
    List<String> groups = new ArrayList<>();
    for (ParameterSpec spec : all()) {
      if (groups.isEmpty() || !groups.get(groups.size() - 1).equals(spec.group())) {
        groups.add(spec.group());
      }
    }
    assertEquals(groups.stream().distinct().toList(), groups);
  }

  @ParameterizedTest
  @MethodSource("all")
  void exampleAndDefaultAreAllowed(ParameterSpec spec) {
    assertEquals(Optional.empty(), spec.problemWith(spec.example()));
    assertEquals(Optional.empty(), spec.problemWith(spec.defaultValue()));
    assertTrue(!spec.example().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("all")
  void placeholderAndHelpAreThere(ParameterSpec spec) {
    assertTrue(!spec.placeholder().isEmpty());
    assertTrue(spec.help().endsWith("."), spec.help());
    assertEquals(spec.pattern() == null, spec.patternProblem() == null);
  }

  @ParameterizedTest
  @MethodSource("all")
  void beamTakesTheExampleAsTheTypeSays(ParameterSpec spec) throws ReflectiveOperationException {
    TelemetryOptions options =
        PipelineOptionsFactory.fromArgs("--%s=%s".formatted(spec.name(), spec.example()))
            .as(TelemetryOptions.class);
    Method getter =
        TelemetryOptions.class.getMethod(
            "get" + Character.toUpperCase(spec.name().charAt(0)) + spec.name().substring(1));
    assertEquals(spec.example(), String.valueOf(getter.invoke(options)));
    Class<?> type =
        Map.<ParameterType, Class<?>>of(
                ParameterType.INTEGER, int.class,
                ParameterType.NUMBER, double.class,
                ParameterType.BOOLEAN, boolean.class)
            .getOrDefault(spec.type(), String.class);
    assertEquals(type, getter.getReturnType());
  }

  @ParameterizedTest
  @MethodSource("all")
  void defaultIsThatOfBeam(ParameterSpec spec) throws ReflectiveOperationException {
    Method getter =
        TelemetryOptions.class.getMethod(
            "get" + Character.toUpperCase(spec.name().charAt(0)) + spec.name().substring(1));
    Object value = getter.invoke(PipelineOptionsFactory.create().as(TelemetryOptions.class));
    assertEquals(spec.defaultValue(), value == null ? null : value.toString());
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatMakesItRequiredCanBeGiven(ParameterSpec spec) {
    for (ParameterSpec.Condition condition : spec.requiredWhen()) {
      ParameterSpec other = Parameters.named(condition.parameter()).orElseThrow();
      assertEquals(Optional.empty(), other.problemWith(condition.value()));
    }
  }

  @Test
  void choicesAreThoseOfTheEnums() {
    assertEquals(
        Stream.of(AlertsDelivery.values()).map(AlertsDelivery::label).toList(),
        Parameters.named("alertsDelivery").orElseThrow().choices());
    assertEquals(
        Stream.of(InputFormat.values()).map(InputFormat::label).toList(),
        Parameters.named("inputFormat").orElseThrow().choices());
  }

  @Test
  void aRequiredOptionIsNamedByWhatRequiresIt() {
    Map<String, String> values = Map.of("inputTopics", "t", "output", "o", "alertsTopic", "");
    List<OptionProblem> problems =
        Parameters.problemsBetween(name -> values.getOrDefault(name, ""));
    assertEquals(
        List.of(
            new OptionProblem(
                "--inputTopics=t: needs --bootstrapServers=HOST:PORT,...",
                List.of("bootstrapServers"))),
        problems);
  }

  @Test
  void namesOfBeamsOptionsComeAfterTheParameters() {
    List<String> names = Parameters.optionNames();
    assertEquals("inputFiles", names.get(0));
    assertTrue(names.contains("jobName"), names::toString);
    assertEquals(names.stream().distinct().toList(), names);
  }
}
