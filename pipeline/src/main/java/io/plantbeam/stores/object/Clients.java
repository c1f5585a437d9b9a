package io.plantbeam.stores.object;

import java.util.function.Supplier;

/**
 * How a store is reached, and the clients that reach it, each made when it is first needed: most
 * jobs need none.
 *
 * @param <S> the settings
 * @param <C> a client
 */
public final class Clients<S, C> {
  private final S settings;
  private final Supplier<C> makerOfWork;
  private final Supplier<C> makerOfChecks;
  private C work;
  private C checks;

  /** Clients that are not made yet. */
  public Clients(S settings, Supplier<C> makerOfWork, Supplier<C> makerOfChecks) {
    this.settings = settings;
    this.makerOfWork = makerOfWork;
    this.makerOfChecks = makerOfChecks;
  }

  public S settings() {
    return settings;
  }

  /** The one for work, which has patience. */
  public synchronized C work() {
    if (work == null) {
      work = makerOfWork.get();
    }
    return work;
  }

  /** The one for checks, for which somebody waits. */
  public synchronized C checks() {
    if (checks == null) {
      checks = makerOfChecks.get();
    }
    return checks;
  }
}
