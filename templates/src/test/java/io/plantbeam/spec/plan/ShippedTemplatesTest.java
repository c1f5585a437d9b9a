package io.plantbeam.spec.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.options.ParameterSpec;
import io.plantbeam.spec.ExposedParameter;
import io.plantbeam.spec.Template;
import io.plantbeam.spec.Templates;
import io.plantbeam.spec.engine.EngineParameters;
import io.plantbeam.spec.engine.Runners;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedTemplatesTest {
  static List<Template> shipped() {
    return Templates.shipped();
  }

  @Test
  void everyFileIsListedAndIsNamedAsItsTemplate() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/io/plantbeam/spec"))) {
      assertEquals(
          files.map(file -> file.getFileName().toString()).sorted().toList(),
          shipped().stream().map(template -> template.name() + ".yaml").sorted().toList());
    }
    assertEquals(Templates.SHIPPED, shipped().stream().map(Template::name).toList());
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void theExamplesOfWhatIsRequiredMakeALaunch(Template template) {
    List<String> sets =
        template.parameters().stream()
            .filter(ExposedParameter::required)
            .map(
                parameter -> template.pipeline().parameters().named(parameter.name()).orElseThrow())
            .map(spec -> spec.name() + "=" + spec.example())
            .toList();
    for (String runner : Runners.ALL) {
      assertEquals(
          List.of(),
          LaunchPlanner.plan(
                  template,
                  runner,
                  Values.of(template.pipeline().parameters(), null, sets, name -> null))
              .problems());
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyExampleIsTakenByTheTemplate(Template template) {
    List<String> sets =
        Stream.concat(
                template.parameters().stream()
                    .map(
                        parameter ->
                            template.pipeline().parameters().named(parameter.name()).orElseThrow()),
                EngineParameters.all().stream())
            .map((ParameterSpec spec) -> spec.name() + "=" + spec.example())
            .toList();
    assertEquals(
        List.of(),
        LaunchPlanner.plan(
                template,
                Runners.FLINK,
                Values.of(template.pipeline().parameters(), null, sets, name -> null))
            .problems());
  }
}
