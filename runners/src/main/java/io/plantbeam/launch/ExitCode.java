package io.plantbeam.launch;

/** What the process ends with. */
public final class ExitCode {
  public static final int OK = 0;

  /** The job was started and failed. */
  public static final int JOB_FAILED = 1;

  /** The options cannot make a job; nothing was started. */
  public static final int INVALID_OPTIONS = 2;

  /** A server that the job needs does not answer, or a preflight failed; nothing was started. */
  public static final int SERVER_UNAVAILABLE = 3;

  private ExitCode() {}
}
