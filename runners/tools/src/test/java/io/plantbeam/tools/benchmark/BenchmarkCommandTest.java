package io.plantbeam.tools.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.launch.ExitCode;
import io.plantbeam.tools.PlantbeamWithTools;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchmarkCommandTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--sensors=0 | --sensors=0: allowed is 1 to 500000.",
        "--sensors=500001 | --sensors=500001: allowed is 1 to 500000.",
        "--readings=0 | --readings=0: allowed is 1 to 31104000000.",
        "--readings=31104001 --sensors=1 | --readings=31104001: allowed is 1 to 31104000.",
        "--readings=3601 --sensors=1 --interval=12h | --readings=3601: allowed is 1 to 3600.",
        "--interval=0ms | --interval=0s: allowed is 1ms to 1d.",
        "--interval=25h | --interval=25h: allowed is 1ms to 1d.",
        "--beside | --beside: only with --engine=flink, and without --latency.",
        "--engine=spark --beside | --beside: only with --engine=flink, and without --latency.",
        "--engine=flink --beside --repetitions=0 | --runs=0: allowed is 1 to 1000.",
        "--latency | --latency: only with --engine.",
        "--lake=s3 | --lake: only with --engine, and without --beside and --latency.",
        "--engine=flink --beside --lake=disk | --lake: only with --engine, and without --beside and --latency.",
        "-- --lake=true | --lake=true: only with --engine.",
        "--engine=flink --latency --rates=0 | --rates=0: allowed is 1 to 10000000.",
        "--engine=flink --latency --phase=0 | --phase=0: allowed is 1 to 3600.",
        "--runs=0 | --runs=0: allowed is 1 to 1000.",
      })
  void misuseEndsWithTwoAndASentence(String options, String sentence) {
    StringWriter err = new StringWriter();
    int exitCode =
        PlantbeamWithTools.commandLine()
            .setErr(new PrintWriter(err))
            .execute(("benchmark " + options).split(" "));
    assertEquals(sentence, err.toString().strip());
    assertEquals(ExitCode.INVALID_OPTIONS, exitCode);
  }
}
