package io.plantbeam.config;

/** A server that the job needs does not answer, or refuses; the message is a sentence for users. */
public final class ServerUnavailableException extends RuntimeException {
  public ServerUnavailableException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
