package io.plantbeam.launch.lake;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.Words;
import io.plantbeam.lake.store.LakeDirectory;
import io.plantbeam.lake.upkeep.RollUpLake;
import io.plantbeam.launch.ExitCode;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code plantbeam rollup}: hours and device patterns of readings that are in a lake already. */
@Command(
    name = "rollup",
    sortOptions = false,
    description =
        "Make the hours and the device patterns of all readings of a lake: Parquet files, as a job"
            + " writes them.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it is done, or the lake has no readings",
      "1:files could not be read, written or deleted",
      "2:the options are wrong, or there are files already",
      "3:the object store does not answer, or refuses"
    })
public final class RollUpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private LakePlace place;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description =
          "Where the folders hourly and device-patterns are. Default: beside the lake, where a job"
              + " has them.")
  private String output;

  @Option(
      names = "--by-week",
      description =
          "Make device patterns of each ISO week, as a stream does, and not of all weeks together.")
  private boolean isByWeek;

  @Option(
      names = "--replace",
      description = "Delete the files that are in these folders, once the new ones are there.")
  private boolean isReplacing;

  @Override
  public Integer call() {
    return Upkeep.run(
        spec.commandLine(),
        () -> {
          LakeDirectory lake = place.open();
          RollUpLake rollUp =
              new RollUpLake(
                  lake,
                  outputOf(lake),
                  isByWeek,
                  Runtime.getRuntime().availableProcessors(),
                  sentence -> Upkeep.print(spec.commandLine(), sentence));
          refuseOthers(rollUp.present());
          long start = System.nanoTime();
          RollUpLake.Result result = rollUp.run();
          Upkeep.print(spec.commandLine(), sentence(result, System.nanoTime() - start));
          return ExitCode.OK;
        });
  }

  private LakeDirectory outputOf(LakeDirectory lake) {
    if (output == null) {
      return lake.above();
    }
    place.requireAnswer("--output", output);
    return LakeDirectory.of(output);
  }

  private void refuseOthers(List<String> present) {
    if (!present.isEmpty() && !isReplacing) {
      throw new InvalidOptionsException(
          List.of(
              "%s: has %s, such as %s; name another directory, or put the new ones in their place with --replace"
                  .formatted(
                      output == null ? "the directory above the lake" : "--output=" + output,
                      Words.counted(present.size(), "file") + " of hours or patterns",
                      present.get(0))));
    }
  }

  private static String sentence(RollUpLake.Result result, long nanos) {
    double seconds = Math.max(1, nanos) / (double) TimeUnit.SECONDS.toNanos(1);
    return String.format(
        Locale.ROOT,
        "%s of %s with %s: %s and %s; %.1f s, %,.0f rows per second.",
        Words.counted(result.files(), "file"),
        Words.counted(result.days(), "day"),
        Words.counted(result.rows(), "row"),
        Words.counted(result.hours(), "hour"),
        Words.counted(result.patterns(), "pattern"),
        seconds,
        result.rows() / seconds);
  }
}
