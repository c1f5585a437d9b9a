package io.plantbeam.launch;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.ServerUnavailableException;
import io.plantbeam.pipeline.Accounting;
import io.plantbeam.pipeline.TelemetryJob;
import io.plantbeam.runners.Engines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.PipelineResult.State;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code plantbeam run}: checks the options, runs the job to its end, prints the accounting. */
@Command(name = "run", description = "Run the pipeline on files or Kafka topics.")
public final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = {"-h", "--help"})
  private boolean help;

  @Unmatched private final List<String> args = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    if (help) {
      print(OptionsHelp.text());
      return ExitCode.OK;
    }
    // Some engines run the job while they are launching it.
    long begin = System.nanoTime();
    try {
      Arguments arguments = Arguments.parse(args);
      arguments.warnings().forEach(warning -> complain("Warning: " + warning));
      Engines.checkPresent(arguments.options());
      return run(TelemetryJob.launch(arguments.options()), begin);
    } catch (PipelineExecutionException e) {
      if (Engines.wasSubmitted(e)) {
        print("The job was submitted and runs by itself; the engine shows its counters.\n");
        return ExitCode.OK;
      }
      complain("The job failed: " + Failures.sentence(e));
      return ExitCode.JOB_FAILED;
    } catch (InvalidOptionsException e) {
      e.problems().forEach(this::complain);
      complain("Nothing was started; 'plantbeam run --help' lists the options.");
      return ExitCode.INVALID_OPTIONS;
    } catch (ServerUnavailableException e) {
      complain(e.getMessage());
      complain("Nothing was started.");
      return ExitCode.SERVER_UNAVAILABLE;
    }
  }

  private int run(TelemetryJob job, long begin) throws IOException {
    StopOnSignal stop = StopOnSignal.install(job, () -> endUnfinished(job, begin));
    try {
      State state = job.waitUntilFinish();
      report(job, (System.nanoTime() - begin) / 1e9);
      if (job.isBounded() && state == State.DONE && !job.accounting().balances()) {
        complain("The accounting does not balance: measures were lost or counted twice.");
        return ExitCode.JOB_FAILED;
      }
      return state == State.FAILED ? ExitCode.JOB_FAILED : ExitCode.OK;
    } catch (PipelineExecutionException e) {
      if (!stop.wasSignalled()) {
        throw e;
      }
      complain("Given up as it was stopped: " + Failures.sentence(e));
      endUnfinished(job, begin);
      return ExitCode.OK;
    } finally {
      stop.jobHasEnded();
    }
  }

  private void endUnfinished(TelemetryJob job, long begin) {
    try {
      job.writeSummary();
    } catch (IOException e) {
      complain("The summary could not be written: " + e.getMessage());
    }
    report(job, (System.nanoTime() - begin) / 1e9);
  }

  private void report(TelemetryJob job, double seconds) {
    Accounting accounting = job.accounting();
    print(
        AccountingReport.text(accounting)
            + String.format(
                Locale.ROOT,
                "%.1f s, %,.0f readings a second; output in %s%n",
                seconds,
                accounting.readings() / seconds,
                job.settings().output()));
  }

  private void print(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }

  private void complain(String sentence) {
    spec.commandLine().getErr().println(sentence);
    spec.commandLine().getErr().flush();
  }
}
