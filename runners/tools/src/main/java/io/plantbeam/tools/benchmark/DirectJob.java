package io.plantbeam.tools.benchmark;

import io.plantbeam.job.Accounting;
import io.plantbeam.job.Job;
import io.plantbeam.launch.Arguments;
import java.io.IOException;
import java.util.List;

/** The job on the Direct runner, in this process. */
final class DirectJob implements EngineJob {
  private Job job;

  @Override
  public void launch(List<String> options) {
    job = Arguments.parse(options).launch();
  }

  @Override
  public List<ProcessHandle> workers() {
    return List.of(ProcessHandle.current());
  }

  /**
   * The Direct runner commits offsets of records that its later steps have yet to take. What has
   * been accounted for waits in state at most, as what Flink and Spark commit does.
   */
  @Override
  public long messagesThrough() {
    Accounting accounting = job.accounting();
    return accounting.measures() - accounting.underWay();
  }

  @Override
  public void close() throws IOException {
    job.cancel();
    job.waitUntilFinish();
  }
}
