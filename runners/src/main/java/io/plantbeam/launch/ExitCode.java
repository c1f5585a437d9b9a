package io.plantbeam.launch;

/**
 * What the process ends with. A signal makes it 128 and the signal's number, 130 of SIGINT and 143
 * of SIGTERM, unless a stream ended well on it, as one on Flink in this process does not.
 */
public final class ExitCode {
  /** A batch has worked on all of its input, or a stream was stopped. */
  public static final int OK = 0;

  /** The job was started and failed. */
  public static final int JOB_FAILED = 1;

  /** The options cannot make a job; nothing was started. */
  public static final int INVALID_OPTIONS = 2;

  /** A server that the job needs does not answer, or a preflight failed; nothing was started. */
  public static final int SERVER_UNAVAILABLE = 3;

  private ExitCode() {}
}
