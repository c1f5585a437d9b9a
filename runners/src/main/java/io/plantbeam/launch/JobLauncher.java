package io.plantbeam.launch;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.ServerUnavailableException;
import io.plantbeam.engines.EngineClaim;
import io.plantbeam.engines.Engines;
import io.plantbeam.job.Accounting;
import io.plantbeam.job.Job;
import io.plantbeam.model.Counters;
import io.plantbeam.options.OptionProblem;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.PipelineResult.State;
import picocli.CommandLine;

/** Checks the options of a job, runs it to its end, and prints the accounting. */
public final class JobLauncher {
  private final PrintWriter out;
  private final PrintWriter err;
  private final String whereOptionsAre;

  /**
   * Prints to where a command prints.
   *
   * @param whereOptionsAre ends the sentence that says that nothing was started
   */
  public JobLauncher(CommandLine command, String whereOptionsAre) {
    this.out = command.getOut();
    this.err = command.getErr();
    this.whereOptionsAre = whereOptionsAre;
  }

  /**
   * Launches a job and waits for its end, unless the engine takes it and goes on alone.
   *
   * @param check of its options; where it has problems, nothing is started
   * @return an {@link ExitCode}, or 128 and the number of the signal that stopped a job on files
   */
  public int launch(LaunchCheck check) throws IOException {
    // Some engines run the job while they are launching it.
    long begin = System.nanoTime();
    try {
      if (!check.problems().isEmpty()) {
        return refuse(check.problems().stream().map(OptionProblem::sentence).toList());
      }
      check.warnings().forEach(warning -> complain("Warning: " + warning));
      Engines.checkPresent(check.options());
      boolean attached = Engines.attach(check.options());
      EngineClaim claim = Engines.claim(check.settings().kind(), check.options());
      try {
        Job job = Job.launch(check.options(), check.settings());
        if (!attached) {
          print("The job was submitted and runs by itself; the engine shows its counters.\n");
          return ExitCode.OK;
        }
        return run(job, begin);
      } finally {
        claim.close();
      }
    } catch (PipelineExecutionException e) {
      complain("The job failed: " + Failures.sentence(e));
      return ExitCode.JOB_FAILED;
    } catch (InvalidOptionsException e) {
      return refuse(e.problems());
    } catch (ServerUnavailableException e) {
      complain(e.getMessage());
      complain("Nothing was started.");
      return ExitCode.SERVER_UNAVAILABLE;
    }
  }

  /** Says why nothing is started. */
  public int refuse(List<String> problems) {
    problems.forEach(this::complain);
    complain("Nothing was started; " + whereOptionsAre);
    return ExitCode.INVALID_OPTIONS;
  }

  private int run(Job job, long begin) throws IOException {
    StopOnSignal stop = StopOnSignal.install(job, () -> endUnfinished(job, begin));
    try {
      State state = job.waitUntilFinish();
      report(job, (System.nanoTime() - begin) / 1e9);
      return job.isBounded() ? ofBatch(state, job, stop) : ofStream(state);
    } catch (PipelineExecutionException e) {
      if (!stop.wasSignalled()) {
        throw e;
      }
      complain("Given up because it was stopped: " + Failures.sentence(e));
      endUnfinished(job, begin);
      return job.isBounded() ? ofBatch(State.CANCELLED, job, stop) : ExitCode.OK;
    } finally {
      stop.jobHasEnded();
    }
  }

  /** A batch is there for all of its input: whoever comes after it must not take a part for it. */
  private int ofBatch(State state, Job job, StopOnSignal stop) {
    if (state != State.DONE) {
      complain("The job did not reach its end; its output is not complete.");
      return stop.wasSignalled() ? stop.exitCode() : ExitCode.JOB_FAILED;
    }
    if (!job.accounting().balances()) {
      complain("The accounting does not balance: measures were lost or counted twice.");
      return ExitCode.JOB_FAILED;
    }
    return ExitCode.OK;
  }

  /** A stream has no end of its own; one that is stopped goes on another time. */
  private static int ofStream(State state) {
    return state == State.FAILED ? ExitCode.JOB_FAILED : ExitCode.OK;
  }

  private void endUnfinished(Job job, long begin) {
    try {
      job.writeSummary();
    } catch (IOException e) {
      complain("The summary could not be written: " + e.getMessage());
    }
    report(job, (System.nanoTime() - begin) / 1e9);
  }

  private void report(Job job, double seconds) {
    Accounting accounting = job.accounting();
    print(
        AccountingReport.text(accounting)
            + String.format(
                Locale.ROOT,
                "%.1f s, %,.0f readings per second; output in %s%n",
                seconds,
                accounting.count(Counters.READINGS) / seconds,
                job.settings().output()));
  }

  private void print(String text) {
    out.print(text);
    out.flush();
  }

  private void complain(String sentence) {
    err.println(sentence);
    err.flush();
  }
}
