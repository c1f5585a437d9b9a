package io.plantbeam.stores.object;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * What stores do alike that are reached by clients of their vendors.
 *
 * @param <C> the clients
 */
public abstract class ClientStore<C> implements ObjectStore {
  private C clients;
  private StoreSettingsException problem;

  /**
   * Reads the options, without asking a server. The clients are made when they are first needed.
   *
   * @throws StoreSettingsException if they lead to no store
   */
  protected abstract C clients(PipelineOptions options);

  /** Asks once for any object whose key begins as that of a name. */
  protected abstract void askForOne(ObjectName beginning) throws IOException;

  /** Asks once for an object, and not for what is in it. */
  protected abstract void askFor(ObjectName name) throws IOException;

  /** The number of the server's answer; 0 where there was none. */
  protected abstract int status(Throwable failure);

  /**
   * Says in a sentence what a failure of a client means.
   *
   * @return empty where it is not a failure of a client
   */
  protected abstract Optional<String> sentence(ObjectName name, Throwable failure);

  @Override
  public final synchronized void configure(PipelineOptions options) {
    clients = null;
    problem = null;
    try {
      clients = clients(options);
    } catch (StoreSettingsException e) {
      // Whoever checks the options says so; what is opened before fails with the same sentence.
      problem = e;
    }
  }

  /** The clients by the options that were given last, or by what every client finds. */
  protected final synchronized C clients() {
    if (clients == null && problem == null) {
      configure(PipelineOptionsFactory.create());
    }
    if (problem != null) {
      throw problem;
    }
    return clients;
  }

  @Override
  public final Optional<String> explain(ObjectName name, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StoreSettingsException) {
        return Optional.of(cause.getMessage());
      }
    }
    return sentence(name, failure);
  }

  private String anySentence(ObjectName name, Throwable failure) {
    return explain(name, failure).orElseGet(() -> StoreFailures.oneLine(failure.getMessage()));
  }

  @Override
  public final Optional<String> problemWith(ObjectName name) {
    try {
      askForOne(name.withKey(name.keyBeforeWildcards()));
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      return isBusy(e) || mayReadThisOne(name, e)
          ? Optional.empty()
          : Optional.of(anySentence(name, e));
    }
  }

  /** Then there is nothing wrong but that it takes patience. */
  private boolean isBusy(Throwable failure) {
    return status(failure) >= HttpURLConnection.HTTP_INTERNAL_ERROR;
  }

  /** Whoever may not list a bucket may still read an object whose name is known. */
  private boolean mayReadThisOne(ObjectName name, Throwable listing) {
    if (status(listing) != HttpURLConnection.HTTP_FORBIDDEN
        || name.key().isEmpty()
        || name.isPattern()) {
      return false;
    }
    try {
      askFor(name);
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  @Override
  public final boolean isMissing(Throwable failure) {
    return status(failure) == HttpURLConnection.HTTP_NOT_FOUND;
  }

  @Override
  public boolean mayPass(Throwable failure) {
    return StoreFailures.mayPass(status(failure), failure);
  }

  /** What is done by a client. */
  protected interface Work {
    void run() throws IOException;
  }

  /**
   * Does something.
   *
   * @param what cannot be done with it if that fails
   * @throws IOException with a sentence
   */
  protected final void explained(ObjectName name, String what, Work work) throws IOException {
    try {
      work.run();
    } catch (IOException | RuntimeException e) {
      throw new IOException("%s %s: %s".formatted(name, what, anySentence(name, e)), e);
    }
  }
}
