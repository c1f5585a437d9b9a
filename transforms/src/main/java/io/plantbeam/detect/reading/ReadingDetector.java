package io.plantbeam.detect.reading;

import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.detect.settings.ScoreScale;
import io.plantbeam.model.Reading;
import java.io.Serializable;

/**
 * Judges readings one at a time, in event-time order. Plain Java: what it has learned is in the
 * state, of which there is one for each series or asset, and the detector itself is the model,
 * which never changes and is shared by all of them.
 *
 * @param <S> the state, which {@link #update} changes in place
 */
public interface ReadingDetector<S> extends Serializable {
  /**
   * The name in settings, scores, anomalies and alerts: lower case, for example {@code novelty}.
   */
  String name();

  /** What one state is kept for. */
  Scope scope();

  /** What its scores are measured in. */
  default ScoreScale scale() {
    return ScoreScale.ZERO_TO_ONE;
  }

  /** The state before the first reading. */
  S initial();

  /**
   * Judges a reading against the readings before it, and then adds it to the state.
   *
   * <p>A reading that is not later than the one before it, of the same channel, is judged and added
   * like any other.
   */
  Score update(S state, Reading reading);

  /**
   * Told before {@link #update} where planned work has ended since the reading before, of which no
   * reading was judged: what differs by it is no fault. May come before the first reading, too.
   */
  default void resume(S state) {}

  /**
   * The minute that the last {@link #update} has completed, for a step that sees all series of a
   * machine; null where it has completed none.
   */
  default MinuteFigures completed(S state) {
    return null;
  }

  /**
   * Whether enough readings were judged with this state for staff to be told of an alert on the
   * next one. Alerts before that are anomalies of severity medium.
   */
  default boolean isSettled(S state) {
    return true;
  }

  /** The binary form of the state; reads what every earlier release has written. */
  VersionedCoder<S> stateCoder();

  /** What one state is kept for. */
  enum Scope {
    /** A sensor and a metric. */
    SERIES,
    /** All series of one piece of equipment. */
    ASSET
  }
}
