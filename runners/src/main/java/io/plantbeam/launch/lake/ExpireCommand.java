package io.plantbeam.launch.lake;

import io.plantbeam.config.Words;
import io.plantbeam.lake.upkeep.ExpireLake;
import io.plantbeam.lake.upkeep.LakeTable;
import io.plantbeam.launch.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code plantbeam lake expire}: deletes what is kept no longer. */
@Command(
    name = "expire",
    sortOptions = false,
    description = "Delete the readings of days that have been over for long.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it is done, or there was nothing to do",
      "1:files could not be read or deleted",
      "2:the options are wrong"
    })
public class ExpireCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private LakePlace place;

  @Option(
      names = "--retention",
      paramLabel = "DURATION",
      required = true,
      description = "How long a day is kept after its end, in UTC, such as 90d.")
  private String retention;

  @Option(names = "--dry-run", description = "Say what would be done, and change nothing.")
  private boolean dryRun;

  @Override
  public final Integer call() {
    Duration kept = Upkeep.duration("retention", retention);
    return Upkeep.run(
        spec.commandLine(),
        () -> {
          ExpireLake.Result result =
              new ExpireLake(
                      place.open(),
                      tables(place),
                      kept,
                      sentence -> Upkeep.print(spec.commandLine(), sentence))
                  .run(Instant.now(), dryRun);
          Upkeep.print(spec.commandLine(), sentence(result));
          return ExitCode.OK;
        });
  }

  /** The tables that are made of the files of the lake; the JAR knows of none. */
  protected List<LakeTable> tables(LakePlace lake) {
    return List.of();
  }

  private String sentence(ExpireLake.Result result) {
    return result.days() == 0
        ? "There is nothing to delete."
        : "%s: %s of %s in %s with %,.1f MB."
            .formatted(
                dryRun ? "To be deleted" : "Deleted",
                Words.counted(result.days(), "day"),
                Words.counted(result.partitions(), "partition"),
                Words.counted(result.files(), "file"),
                result.bytes() / 1e6);
  }
}
