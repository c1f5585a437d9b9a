package io.plantbeam.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.plantbeam.spec.ExposedParameter;
import io.plantbeam.spec.Template;
import io.plantbeam.spec.Templates;
import io.plantbeam.spec.plan.Launch;
import io.plantbeam.spec.plan.LaunchPlanner;
import io.plantbeam.spec.plan.LaunchPlanner.Plan;
import io.plantbeam.spec.plan.Values;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shipped template for every target, with the examples as values. */
class RenderedTemplatesTest {

  static Stream<Arguments> templatesAndTargets() {
    return Templates.SHIPPED.stream()
        .flatMap(name -> Arrays.stream(RenderTarget.values()).map(t -> Arguments.of(name, t)));
  }

  @ParameterizedTest(name = "{0} for {1}")
  @MethodSource("templatesAndTargets")
  void templateIsRendered(String name, RenderTarget target) throws IOException {
    Launch launch = launch(Templates.named(name), target);
    Map<RenderSetting, String> settings = new EnumMap<>(RenderSetting.class);
    if (target.settings().contains(RenderSetting.IMAGE)) {
      settings.put(RenderSetting.IMAGE, "registry.example.com/plantbeam:1.0");
    }
    if (target.settings().contains(RenderSetting.STATE_DIR) && !launch.isBounded()) {
      settings.put(RenderSetting.STATE_DIR, "s3://plant/state");
    }

    String text = target.render(launch, settings).text();

    switch (target) {
      case FLINK_KUBERNETES -> {
        assertEquals(List.of(), CustomResource.flinkDeployment().problems(text));
        assertEquals(
            launch.arguments(), arguments(text, "/spec/job/args").subList(1, count(launch)));
      }
      case SPARK_KUBERNETES -> {
        assertEquals(List.of(), CustomResource.sparkApplication().problems(text));
        assertEquals(
            launch.arguments(), arguments(text, "/spec/arguments").subList(1, count(launch)));
      }
      case FLINK_CLI, SPARK_SUBMIT, DIRECT ->
          launch
              .options()
              .forEach((option, value) -> assertTrue(text.contains("--" + option + "="), text));
    }
  }

  private static int count(Launch launch) {
    return launch.arguments().size() + 1;
  }

  private static List<String> arguments(String manifest, String path) throws IOException {
    JsonNode arguments = new YAMLMapper().readTree(manifest).at(path);
    assertEquals("run", arguments.path(0).asText());
    return Stream.iterate(0, i -> i < arguments.size(), i -> i + 1)
        .map(i -> arguments.path(i).asText())
        .toList();
  }

  private static Launch launch(Template template, RenderTarget target) {
    List<String> sets =
        template.parameters().stream()
            .filter(parameter -> parameter.required() || parameter.name().equals("inputFiles"))
            .map(ExposedParameter::name)
            .map(
                name ->
                    name
                        + "="
                        + template.pipeline().parameters().named(name).orElseThrow().example())
            .toList();
    Plan plan =
        LaunchPlanner.plan(
            template,
            target.runner(),
            Values.of(template.pipeline().parameters(), null, sets, name -> null));
    assertEquals(List.of(), plan.problems());
    return plan.launch();
  }
}
