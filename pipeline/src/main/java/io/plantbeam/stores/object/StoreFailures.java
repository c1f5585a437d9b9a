package io.plantbeam.stores.object;

import io.plantbeam.config.Durations;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What the failures of all clients have in common. */
public final class StoreFailures {
  /** Why a server cannot be spoken to. */
  public enum Connection {
    NO_HOST,
    NO_ANSWER,
    NO_TLS
  }

  private StoreFailures() {}

  /** What a failure says of the connection; empty where it is about something else. */
  public static Optional<Connection> ofConnection(Throwable failure) {
    Connection found = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
        return Optional.of(Connection.NO_HOST);
      }
      if (cause instanceof SSLException) {
        found = Connection.NO_TLS;
      } else if (cause instanceof ConnectException
          || cause instanceof NoRouteToHostException
          || cause instanceof SocketTimeoutException
          || cause instanceof HttpTimeoutException
          || cause instanceof TimeoutException) {
        found = Connection.NO_ANSWER;
      }
    }
    return Optional.ofNullable(found);
  }

  /**
   * Whether a failure is one after which the same can be asked again.
   *
   * @param status of the answer; 0 where there was none
   */
  public static boolean mayPass(int status, Throwable failure) {
    return status == 0 ? isOfConnection(failure) : status >= 500 || status == 429 || status == 408;
  }

  /** Whether a failure is one of a connection, however it is wrapped. */
  private static boolean isOfConnection(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException || cause instanceof TimeoutException) {
        return true;
      }
    }
    return false;
  }

  /**
   * What is said of a clock that is too far from a server's.
   *
   * @param date the server's, as HTTP has it; null where it is not known
   */
  public static String clock(String place, String date) {
    return "the clock of this machine is too far from that of %s%s; set it right"
        .formatted(place, date == null ? "" : apart(date));
  }

  private static String apart(String date) {
    try {
      Duration difference =
          Duration.between(
              ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant(),
              Instant.now());
      return ": it is %s %s"
          .formatted(
              Durations.format(Duration.ofMinutes(difference.abs().toMinutes())),
              difference.isNegative() ? "behind" : "ahead");
    } catch (DateTimeException e) {
      return "";
    }
  }

  /** What the innermost cause says. */
  public static String root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return oneLine(root.getMessage());
  }

  /** The first line of a message. */
  public static String oneLine(String message) {
    return String.valueOf(message).lines().findFirst().orElse("").strip();
  }
}
