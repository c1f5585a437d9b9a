package io.plantbeam.render;

import io.plantbeam.spec.Guarantees;
import io.plantbeam.spec.Resources;
import io.plantbeam.spec.Template;
import io.plantbeam.spec.plan.Launch;
import io.plantbeam.telemetry.PipelineKinds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Launches of a template that is not shipped. */
final class Launches {
  private static final Template TEMPLATE =
      new Template(
          "test-template",
          "1.2.3",
          "A template of the tests.",
          PipelineKinds.TELEMETRY,
          new Guarantees("at least once", "a minute", "none"),
          Map.of(),
          List.of(),
          Map.of(),
          new Resources(3, 2, "2g", 1, "1g", 0.5));

  private Launches() {}

  /** A stream with a few more options. */
  static Launch stream(String runner, String... namesAndValues) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("bootstrapServers", "broker:9092");
    options.put("inputTopics", "readings");
    options.put("output", "/data/out");
    return launch(runner, options, namesAndValues);
  }

  /** A batch job with a few more options. */
  static Launch batch(String runner, String... namesAndValues) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("inputFiles", "/data/in/*.ndjson");
    options.put("output", "/data/out");
    return launch(runner, options, namesAndValues);
  }

  private static Launch launch(
      String runner, Map<String, String> options, String... namesAndValues) {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      options.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Launch(TEMPLATE, "line-7", runner, options);
  }
}
