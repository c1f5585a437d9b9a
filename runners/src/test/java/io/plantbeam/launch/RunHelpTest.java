package io.plantbeam.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.cli.Plantbeam;
import io.plantbeam.job.PipelineKind;
import io.plantbeam.options.ParameterSpec;
import io.plantbeam.telemetry.PipelineKinds;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code plantbeam run --help} prints. */
class RunHelpTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  static List<PipelineKind> kinds() {
    return PipelineKinds.ALL;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void optionsAreThoseOfThePipelineThatIsNamed(PipelineKind kind) {
    assertEquals(ExitCode.OK, run("--pipeline=" + kind.name(), "--help"));
    assertEquals(optionsOf(kind), options());
  }

  @Test
  void optionsAreThoseOfTheFirstPipelineWhereNoneIsNamed() {
    assertEquals(ExitCode.OK, run("--help"));
    assertEquals(optionsOf(PipelineKinds.ALL.get(0)), options());
  }

  @Test
  void deadLettersAsInputNameTheReplay() {
    assertEquals(ExitCode.OK, run("--inputFormat=dead-letters", "--help"));
    assertEquals(optionsOf(PipelineKinds.REPLAY), options());
  }

  @Test
  void everyPipelineIsListedWithWhatItDoes() {
    run("--help");
    String help = String.join(" ", out.toString().split("\\s+", -1));
    for (PipelineKind kind : kinds()) {
      String summary = kind.summary();
      assertTrue(
          Pattern.compile(
                  " %s( \\(the default\\))? (?i:%s)\\."
                      .formatted(kind.name(), Pattern.quote(summary)))
              .matcher(help)
              .find(),
          help);
      // The option says the same, so that the page of options does.
      assertTrue(
          help.replace(" (the default)", "").contains(kind.name() + ", which " + summary), help);
    }
  }

  @Test
  void pipelineThatThereIsNotIsRefused() {
    assertEquals(ExitCode.INVALID_OPTIONS, run("--pipeline=rollup", "--help"));
    assertEquals("", out.toString());
    assertEquals(
        List.of(
            "--pipeline=rollup: there is no such pipeline; allowed are telemetry and replay",
            "Nothing was started; 'plantbeam run --help' lists the options."),
        err.toString().lines().toList());
  }

  private int run(String... options) {
    List<String> words = new ArrayList<>(List.of("run"));
    words.addAll(List.of(options));
    return Plantbeam.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(words.toArray(String[]::new));
  }

  /** Those of the pipeline, and that of the engine. */
  private static List<String> optionsOf(PipelineKind kind) {
    return Stream.concat(
            kind.parameters().all().stream().map(ParameterSpec::name), Stream.of("runner"))
        .toList();
  }

  private List<String> options() {
    return Pattern.compile("^  --(\\w+)=.*$", Pattern.MULTILINE)
        .matcher(out.toString())
        .results()
        .map(line -> line.group(1))
        .toList();
  }
}
