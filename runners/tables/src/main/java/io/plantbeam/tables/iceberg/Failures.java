package io.plantbeam.tables.iceberg;

import io.plantbeam.tables.TableException;
import io.plantbeam.tables.TableUnavailableException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.exceptions.RESTException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.jdbc.UncheckedSQLException;
import software.amazon.awssdk.core.exception.SdkException;

/** What Iceberg, catalogs and stores throw, as sentences. */
final class Failures {
  private Failures() {}

  /**
   * Does something.
   *
   * @param place what it is done with, for messages
   * @throws TableException with a sentence in place of what is not a fault of the program
   */
  static <T> T translated(String place, Supplier<T> action) {
    try {
      return action.get();
    } catch (TableException e) {
      throw e;
    } catch (NotAuthorizedException | ForbiddenException e) {
      throw new TableException("%s: access was refused: %s".formatted(place, firstLine(e)), e);
    } catch (CommitStateUnknownException e) {
      throw new TableUnavailableException(
          "%s: it is not known whether the commit was made; do it again: %s"
              .formatted(place, firstLine(e)),
          e);
    } catch (RESTException | UncheckedSQLException | UncheckedIOException | SdkException e) {
      throw new TableUnavailableException(
          "%s cannot be reached: %s".formatted(place, firstLine(e)), e);
    }
  }

  /** Whether somebody else's change was faster, so that one has to look again. */
  static boolean isOvertaken(RuntimeException e) {
    return e instanceof CommitFailedException || e instanceof ValidationException;
  }

  private static String firstLine(Throwable thrown) {
    Throwable innermost = thrown;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String message = innermost.getMessage();
    return message == null
        ? innermost.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
