package io.plantbeam.tools.messages;

import io.plantbeam.config.ServerUnavailableException;
import io.plantbeam.launch.ExitCode;
import io.plantbeam.model.RawMessage;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.preflight.TriedFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code plantbeam messages try}: shows what a job would make of messages. */
@Command(
    name = "try",
    sortOptions = false,
    header = "Show what becomes of each message, field by field.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:each message became readings, or is passed over",
      "1:some became dead letters",
      "2:the options, or the mapping file, are wrong",
      "3:a server does not answer"
    })
final class TryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--messageFormat",
      paramLabel = "NAME|FILE",
      description = "The format to try: a name, or a mapping file (default: json).")
  private String messageFormat;

  @Mixin private final SamplePlace place = new SamplePlace();

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many messages to try (default: ${DEFAULT-VALUE}).")
  private int count;

  @Mixin private final FormatOptions options = new FormatOptions();

  @Override
  public Integer call() throws IOException {
    MessageFormat format = options.format(messageFormat);
    try {
      List<RawMessage> messages = place.read(Math.max(1, count), format.csv());
      List<Outcome> outcomes = Outcome.of(format, messages);
      PrintWriter out = spec.commandLine().getOut();
      out.print(OutcomeText.of(outcomes));
      if (format instanceof TriedFormat tried) {
        tried.problemsWith(messages).forEach(out::println);
      }
      out.flush();
      return outcomes.stream().allMatch(outcome -> outcome.deadLetters().isEmpty())
          ? ExitCode.OK
          : ExitCode.JOB_FAILED;
    } catch (ServerUnavailableException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.SERVER_UNAVAILABLE;
    }
  }
}
