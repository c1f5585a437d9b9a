package io.plantbeam.detect.window;

import io.plantbeam.model.Anomaly;
import io.plantbeam.model.WindowStats;
import java.io.Serializable;

/**
 * Judges the statistics of one window. Knows nothing of Beam, keeps no state, and allocates nothing
 * for a window in which all is well.
 */
public interface WindowDetector extends Serializable {
  /** Returns the anomaly, or null where there is none. */
  Anomaly judge(WindowStats window);
}
