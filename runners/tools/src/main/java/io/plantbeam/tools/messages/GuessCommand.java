package io.plantbeam.tools.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.ServerUnavailableException;
import io.plantbeam.format.MessageFormats;
import io.plantbeam.format.mapped.MappedFormat;
import io.plantbeam.format.mapped.Presets;
import io.plantbeam.launch.ExitCode;
import io.plantbeam.model.RawMessage;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.MessageSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code plantbeam messages guess}: proposes how to read messages. */
@Command(
    name = "guess",
    sortOptions = false,
    header = "Propose a format for sample messages: a known one, or a mapping file.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:a format was found that reads the messages",
      "1:the proposal does not read all of them, and needs your hand",
      "2:the options are wrong, or the messages are not JSON",
      "3:a server does not answer"
    })
final class GuessCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec;

  @Mixin private final SamplePlace place = new SamplePlace();

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many messages to look at (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "File to write a proposed mapping to; it must not be there yet.")
  private Path output;

  @Mixin private final FormatOptions options = new FormatOptions();

  @Override
  public Integer call() throws IOException {
    MessageSettings settings = options.settings();
    try {
      List<RawMessage> messages = place.read(Math.max(1, count), null);
      String known = known(messages, settings);
      return known == null ? propose(messages, settings) : tell(known);
    } catch (ServerUnavailableException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.SERVER_UNAVAILABLE;
    }
  }

  /** The known format that makes most readings of the messages and no dead letter; or null. */
  private static String known(List<RawMessage> messages, MessageSettings settings)
      throws IOException {
    String best = null;
    int most = 0;
    for (MessageFormats.Type type : MessageFormats.ALL) {
      MessageFormat format = type.with(settings);
      if (format.needsKeyAndHeaders() && messages.get(0).attributes() == null) {
        // It is known by them.
        continue;
      }
      List<Outcome> outcomes = Outcome.of(format, messages);
      int readings = outcomes.stream().mapToInt(outcome -> outcome.readings().size()).sum();
      boolean leavesNothing = outcomes.stream().anyMatch(outcome -> outcome.passedOver() == 0);
      if (readings > most && isRead(outcomes) && leavesNothing) {
        best = type.name();
        most = readings;
      }
    }
    return best;
  }

  private static boolean isRead(List<Outcome> outcomes) {
    return outcomes.stream()
        .allMatch(outcome -> outcome.deadLetters().isEmpty() && !outcome.readings().isEmpty());
  }

  private int tell(String known) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("The messages are read by --messageFormat=%s%n", known);
    if (output != null && Presets.NAMES.contains(known)) {
      write("extends: " + known + "\n");
      out.printf("%s extends it, for what you want otherwise.%n", output);
    }
    out.flush();
    return ExitCode.OK;
  }

  private int propose(List<RawMessage> messages, MessageSettings settings) throws IOException {
    String yaml = Guess.of(place.words(), documents(messages), haveKeys(messages));
    MessageFormat format = MappedFormat.of("the proposal", yaml, settings);
    List<Outcome> outcomes = Outcome.of(format, messages);
    PrintWriter out = spec.commandLine().getOut();
    if (output == null) {
      out.print(yaml);
    } else {
      write(yaml);
      out.printf("%s has a proposal.%n", output);
    }
    int readings = outcomes.stream().mapToInt(outcome -> outcome.readings().size()).sum();
    long letters = outcomes.stream().filter(outcome -> !outcome.deadLetters().isEmpty()).count();
    out.printf(
        "# It makes %d readings of %d messages, and dead letters of %d.%n",
        readings, messages.size(), letters);
    out.flush();
    return isRead(outcomes) ? ExitCode.OK : ExitCode.JOB_FAILED;
  }

  private static boolean haveKeys(List<RawMessage> messages) {
    return messages.stream().allMatch(message -> message.key() != null);
  }

  private List<JsonNode> documents(List<RawMessage> messages) {
    List<JsonNode> documents = new ArrayList<>();
    for (RawMessage message : messages) {
      try {
        JsonNode document = JSON.readTree(message.payload());
        if (document.isContainerNode()) {
          documents.add(document);
        }
      } catch (IOException e) {
        // Counted below: a few damaged messages are no reason to give up.
      }
    }
    if (documents.size() * 2 < messages.size()) {
      throw new InvalidOptionsException(
          List.of(
              "%s: %d of %d messages are no JSON object or array; only such can be guessed at."
                  .formatted(place.words(), messages.size() - documents.size(), messages.size())));
    }
    return documents;
  }

  private void write(String yaml) throws IOException {
    try {
      Files.writeString(output, yaml, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw new InvalidOptionsException(
          List.of("--output=%s: is there already; give another file.".formatted(output)));
    }
  }
}
