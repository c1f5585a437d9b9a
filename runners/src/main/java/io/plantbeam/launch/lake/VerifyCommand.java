package io.plantbeam.launch.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.Words;
import io.plantbeam.lake.upkeep.VerifyLake;
import io.plantbeam.launch.ExitCode;
import io.plantbeam.stores.Stores;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code plantbeam lake verify}: whether all is there that jobs have written. */
@Command(
    name = "verify",
    sortOptions = false,
    description =
        "Read the whole lake, and compare it with itself, with the records of runs, and with"
            + " summaries.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is as it should be",
      "1:something is not, or cannot be read",
      "2:the options are wrong",
      "3:the object store does not answer, or refuses"
    })
public final class VerifyCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec;

  @Mixin private LakePlace place;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description =
          "The summary.json of a job that has written to the lake. If those of all jobs are given,"
              + " each with this option, the readings are counted against them.")
  private List<String> summaries = new ArrayList<>();

  @Override
  public Integer call() {
    return Upkeep.run(
        spec.commandLine(),
        () -> {
          VerifyLake verify =
              new VerifyLake(place.open(), sentence -> Upkeep.print(spec.commandLine(), sentence));
          VerifyLake.Result result = verify.run(archived());
          Upkeep.print(spec.commandLine(), sentence(result));
          result.problems().forEach(spec.commandLine().getErr()::println);
          spec.commandLine().getErr().flush();
          return result.problems().isEmpty() ? ExitCode.OK : ExitCode.JOB_FAILED;
        });
  }

  private OptionalLong archived() {
    if (summaries.isEmpty()) {
      return OptionalLong.empty();
    }
    long archived = 0;
    for (String summary : summaries) {
      try (InputStream in = Channels.newInputStream(Stores.open(summary))) {
        JsonNode count = JSON.readTree(in).path("archived");
        if (!count.isIntegralNumber()) {
          throw new IOException("it has no count of archived readings");
        }
        archived += count.asLong();
      } catch (IOException | IllegalArgumentException e) {
        throw new InvalidOptionsException(
            List.of(
                "--summary=%s: is not the summary.json of a job: %s"
                    .formatted(summary, e.getMessage())));
      }
    }
    return OptionalLong.of(archived);
  }

  private static String sentence(VerifyLake.Result result) {
    return "%s of %s with %s in %,.1f MB: %s and %s; %s; %s."
        .formatted(
            Words.counted(result.files(), "file"),
            Words.counted(result.partitions(), "partition"),
            Words.counted(result.rows(), "row"),
            result.bytes() / 1e6,
            Words.counted(result.identities(), "reading"),
            Words.counted(result.repeats(), "repeat"),
            Words.counted(result.runs(), "run") + " on files",
            result.problems().isEmpty()
                ? "no problem"
                : Words.counted(result.problems().size(), "problem"));
  }
}
