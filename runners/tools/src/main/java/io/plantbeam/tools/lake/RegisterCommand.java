package io.plantbeam.tools.lake;

import io.plantbeam.config.Durations;
import io.plantbeam.config.ServerUnavailableException;
import io.plantbeam.launch.ExitCode;
import io.plantbeam.launch.lake.LakePlace;
import io.plantbeam.tables.LakeTable;
import io.plantbeam.tables.Registration;
import io.plantbeam.tables.TableException;
import io.plantbeam.tables.TableUnavailableException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code plantbeam lake register}: makes a table of the finished files of a lake. */
@Command(
    name = "register",
    sortOptions = false,
    header = "Make a table of the finished files of a lake.",
    description = {
      "",
      "Adds the files that the table has not, in one commit, and takes those out of it that are no"
          + " longer in the lake. Files are neither copied nor changed. A repeat finds nothing to"
          + " do, and after a crash the next run does what is left.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the table has what the lake has",
      "2:the options, the table or a file are wrong",
      "3:the catalog or the store does not answer"
    })
final class RegisterCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private LakePlace place;

  @Mixin private final TableOptions table = new TableOptions();

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      description = "Look again and again, with so much time between, such as 5m.")
  private String every;

  @Override
  public Integer call() throws InterruptedException {
    List<String> problems = new ArrayList<>();
    Duration pause = pause(problems);
    try {
      place.openStore();
      return register(pause, problems);
    } catch (ServerUnavailableException e) {
      complain(e.getMessage());
      return ExitCode.SERVER_UNAVAILABLE;
    } catch (TableException e) {
      return explained(e);
    }
  }

  private int register(Duration pause, List<String> problems) throws InterruptedException {
    try (LakeTable opened = table.open(place, problems)) {
      while (true) {
        int code = register(opened);
        // An outage of a server ends; other problems do not by themselves.
        if (pause == null || code == ExitCode.INVALID_OPTIONS) {
          return code;
        }
        TimeUnit.MILLISECONDS.sleep(pause.toMillis());
      }
    }
  }

  private int register(LakeTable opened) {
    PrintWriter out = spec.commandLine().getOut();
    try {
      Registration done =
          opened.register(
              files -> {
                out.printf("%,d files so far%n", files);
                out.flush();
              });
      out.println(sentence(opened.name(), done));
      out.flush();
      return ExitCode.OK;
    } catch (TableException e) {
      return explained(e);
    }
  }

  private static String sentence(String name, Registration done) {
    String has = "%s has %,d files, snapshot %s".formatted(name, done.inTable(), done.snapshot());
    if (done.added() == 0 && done.dropped() == 0) {
      return "Nothing new: " + has;
    }
    String dropped =
        done.dropped() == 0
            ? ""
            : "; %,d left the table, which are no longer in the lake".formatted(done.dropped());
    return "%,d files with %,d readings added%s: %s"
        .formatted(done.added(), done.rows(), dropped, has);
  }

  private int explained(TableException e) {
    complain(e.getMessage());
    return e instanceof TableUnavailableException
        ? ExitCode.SERVER_UNAVAILABLE
        : ExitCode.INVALID_OPTIONS;
  }

  private Duration pause(List<String> problems) {
    if (every == null) {
      return null;
    }
    try {
      Duration pause = Durations.parse(every);
      if (pause.isZero()) {
        problems.add("--every=%s: allowed is more than 0s.".formatted(every));
      }
      return pause;
    } catch (IllegalArgumentException e) {
      problems.add("--every: " + e.getMessage());
      return null;
    }
  }

  private void complain(String sentence) {
    spec.commandLine().getErr().println(sentence);
    spec.commandLine().getErr().flush();
  }
}
