package io.plantbeam.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.job.Connector;
import io.plantbeam.job.JobOptions;
import io.plantbeam.options.OptionProblem;
import io.plantbeam.options.Parameter;
import io.plantbeam.options.ParameterSpec;
import io.plantbeam.options.ParameterType;
import io.plantbeam.options.Parameters;
import io.plantbeam.output.OutputOptions;
import io.plantbeam.parse.TimestampUnit;
import io.plantbeam.registry.RegistryOptions;
import io.plantbeam.stores.Stores;
import java.beans.Introspector;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands at the options agrees with itself and with what Beam makes of it. */
class KindParametersTest {
  private static final Parameters PARAMETERS = PipelineKinds.TELEMETRY.parameters();

  private static Stream<Class<? extends PipelineOptions>> interfaces() {
    return Stream.of(
            Connectors.ALL.stream().<Class<? extends PipelineOptions>>map(Connector::options),
            Stores.options().stream(),
            Stream.<Class<? extends PipelineOptions>>of(
                OutputOptions.class,
                RegistryOptions.class,
                TelemetryOptions.class,
                ReadingOptions.class,
                JobOptions.class))
        .flatMap(all -> all);
  }

  static List<ParameterSpec> all() {
    return PARAMETERS.all();
  }

  @Test
  void everyOptionIsAParameter() {
    List<String> getters =
        interfaces()
            .flatMap(options -> Arrays.stream(options.getDeclaredMethods()))
            .filter(method -> method.getParameterCount() == 0)
            .map(method -> Introspector.decapitalize(method.getName().substring(3)))
            .sorted()
            .toList();
    assertEquals(getters, all().stream().map(ParameterSpec::name).sorted().toList());
  }

  @ParameterizedTest
  @MethodSource("interfaces")
  void noTwoOfAnInterfaceHaveTheSamePlace(Class<?> options) {
    List<Integer> orders =
        Arrays.stream(options.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Parameter.class))
            .map(method -> method.getAnnotation(Parameter.class).order())
            .sorted()
            .toList();
    assertEquals(orders.stream().distinct().toList(), orders);
  }

  @Test
  void replayHasNoOptionsOfWindows() {
    List<String> own =
        ParameterSpec.allOf(TelemetryOptions.class).stream().map(ParameterSpec::name).toList();
    assertEquals(
        all().stream().map(ParameterSpec::name).filter(name -> !own.contains(name)).toList(),
        PipelineKinds.REPLAY.parameters().all().stream().map(ParameterSpec::name).toList());
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
  void beamTakesTheExampleAsTheTypeSays(ParameterSpec spec) {
    PipelineOptions options =
        PipelineOptionsFactory.fromArgs("--%s=%s".formatted(spec.name(), spec.example())).create();
    Method getter = getter(spec);
    assertEquals(spec.example(), PARAMETERS.valueOf(options, spec.name()));
    Class<?> type =
        Map.<ParameterType, Class<?>>of(
                ParameterType.INTEGER, int.class,
                ParameterType.NUMBER, double.class,
                ParameterType.BOOLEAN,
                    // One that is not given is neither.
                    spec.defaultValue() == null ? Boolean.class : boolean.class)
            .getOrDefault(spec.type(), String.class);
    assertEquals(type, getter.getReturnType());
  }

  @ParameterizedTest
  @MethodSource("all")
  void defaultIsThatOfBeam(ParameterSpec spec) {
    assertEquals(
        spec.defaultValue() == null ? "" : spec.defaultValue(),
        PARAMETERS.valueOf(PipelineOptionsFactory.create(), spec.name()));
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatMakesItRequiredCanBeGiven(ParameterSpec spec) {
    for (ParameterSpec.Condition condition : spec.requiredWhen()) {
      ParameterSpec other = PARAMETERS.named(condition.parameter()).orElseThrow();
      assertEquals(Optional.empty(), other.problemWith(condition.value()));
    }
  }

  @Test
  void choicesAreThoseOfTheEnums() {
    assertEquals(
        List.of(InputFormat.MESSAGES, InputFormat.DEAD_LETTERS),
        PARAMETERS.named("inputFormat").orElseThrow().choices());
    assertEquals(
        Stream.of(TimestampUnit.values()).map(TimestampUnit::option).toList(),
        PARAMETERS.named("timestampUnit").orElseThrow().choices());
  }

  @Test
  void aRequiredOptionIsNamedByWhatRequiresIt() {
    Map<String, String> values = Map.of("inputTopics", "t", "output", "o", "alertsTopic", "");
    List<OptionProblem> problems =
        PARAMETERS.problemsBetween(name -> values.getOrDefault(name, ""));
    assertEquals(
        List.of(
            new OptionProblem(
                "--inputTopics=t: needs --bootstrapServers=HOST:PORT,...",
                List.of("bootstrapServers"))),
        problems);
  }

  @Test
  void namesOfBeamsOptionsComeAfterTheParameters() {
    List<String> names = PARAMETERS.optionNames();
    assertEquals("inputFiles", names.get(0));
    assertTrue(names.contains("jobName"), names::toString);
    assertEquals(names.stream().distinct().toList(), names);
  }

  @Test
  void whatMakesAnOptionRequiredIsInItsRules() {
    assertEquals(
        "Required with --elasticsearchConfig or --elasticsearchApiKey.",
        PARAMETERS.named("elasticsearchUrls").orElseThrow().rules());
  }

  @Test
  void valueOfAnUnknownNameThatMayBeASecretIsNotRepeated() {
    assertEquals("--password: no", PARAMETERS.problem("password", "hush", "no").sentence());
    assertEquals("--api_key: no", PARAMETERS.problem("api_key", "hush", "no").sentence());
    assertEquals("--ouput=x: no", PARAMETERS.problem("ouput", "x", "no").sentence());
  }

  private static Method getter(ParameterSpec spec) {
    String name = "get" + Character.toUpperCase(spec.name().charAt(0)) + spec.name().substring(1);
    return interfaces()
        .flatMap(options -> Arrays.stream(options.getDeclaredMethods()))
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
