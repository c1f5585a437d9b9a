package io.plantbeam.cli;

/** Tells an engine that the command it called has failed; what failed has been printed. */
public final class UnsuccessfulException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnsuccessfulException(int exitCode) {
    super("plantbeam ended with exit code " + exitCode + "; the reason is printed above");
  }
}
