package io.plantbeam.launch.lake;

import io.plantbeam.lake.store.LakeDirectory;
import io.plantbeam.lake.upkeep.LakeTable;
import io.plantbeam.launch.ExitCode;
import io.plantbeam.stores.Stores;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that changes the files of the days of a lake that have been over for a time. */
@Command(
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it is done, or there was nothing to do",
      "1:files could not be read, written or deleted; the next one puts right what is half done",
      "2:the options are wrong",
      "3:the object store does not answer, or refuses"
    })
public abstract class UpkeepCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private LakePlace place;

  @Option(names = "--dry-run", description = "Say what would be done, and change nothing.")
  private boolean isDryRun;

  /** How long a day has to be over, as the options say. */
  abstract Duration age();

  /**
   * Does it.
   *
   * @param tables that are made of the files of the lake
   * @param dryRun whether only to say what would be done
   * @param progress takes a sentence now and then
   * @return what was done, or would be, as a sentence
   */
  abstract String work(
      LakeDirectory lake,
      List<LakeTable> tables,
      Duration age,
      boolean dryRun,
      Consumer<String> progress)
      throws IOException;

  /** The tables that are made of the files of the lake; the JAR knows of none. */
  protected List<LakeTable> tables(LakePlace lake) {
    return List.of();
  }

  @Override
  public final Integer call() {
    Duration age = age();
    Consumer<String> print = sentence -> Upkeep.print(spec.commandLine(), sentence);
    return Upkeep.run(
        spec.commandLine(),
        () -> {
          LakeDirectory lake = place.open();
          if (!isDryRun) {
            Stores.forgetUnfinished(place.directory());
          }
          print.accept(work(lake, tables(place), age, isDryRun, print));
          return ExitCode.OK;
        });
  }
}
