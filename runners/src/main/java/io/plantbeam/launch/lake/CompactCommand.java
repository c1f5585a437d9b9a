package io.plantbeam.launch.lake;

import io.plantbeam.config.Words;
import io.plantbeam.lake.upkeep.CompactLake;
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

/** {@code plantbeam lake compact}: few large files in place of many small ones. */
@Command(
    name = "compact",
    sortOptions = false,
    description =
        "Rewrite the files of days that are over to few, sorted by sensor and time, without"
            + " repeated rows.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it is done, or there was nothing to do",
      "1:files could not be read or written; what is half done is put right by the next one",
      "2:the options are wrong"
    })
public class CompactCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private LakePlace place;

  @Option(
      names = "--older-than",
      paramLabel = "DURATION",
      defaultValue = "1d",
      description = "How long a day has to be over, in UTC (default: ${DEFAULT-VALUE}).")
  private String olderThan;

  @Option(names = "--dry-run", description = "Say what would be done, and change nothing.")
  private boolean dryRun;

  @Override
  public final Integer call() {
    Duration age = Upkeep.duration("older-than", olderThan);
    return Upkeep.run(
        spec.commandLine(),
        () -> {
          CompactLake.Result result =
              new CompactLake(
                      place.open(),
                      tables(place),
                      age,
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

  private String sentence(CompactLake.Result result) {
    String unfinished =
        result.unfinished() == 0
            ? ""
            : " %s left alone, of a run that has not come to its end."
                .formatted(Words.counted(result.unfinished(), "file"));
    if (result.partitions() == 0) {
      return "There is nothing to compact." + unfinished;
    }
    String before =
        "%s of %s with %s in %,.1f MB"
            .formatted(
                Words.counted(result.files(), "file"),
                Words.counted(result.partitions(), "partition"),
                Words.counted(result.rows(), "row"),
                result.bytes() / 1e6);
    if (dryRun) {
      return "To be rewritten: %s.%s".formatted(before, unfinished);
    }
    return "Rewritten: %s, now %s with %s in %,.1f MB; %s left out.%s"
        .formatted(
            before,
            Words.counted(result.newFiles(), "file"),
            Words.counted(result.rows() - result.repeats(), "row"),
            result.newBytes() / 1e6,
            Words.counted(result.repeats(), "repeat"),
            unfinished);
  }
}
