package io.plantbeam.detect.window;

import io.plantbeam.detect.settings.DetectorSettings;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.WindowStats;
import java.io.Serializable;
import java.util.List;

/**
 * Judges the statistics of one window. Knows nothing of Beam, keeps no state, and allocates nothing
 * for a window in which all is well.
 */
public interface WindowDetector extends Serializable {
  /** All of them, in the order in which their anomalies come out. */
  List<WindowDetector> ALL =
      List.of(new ZScoreDetector(), new TrendDetector(), new StuckDetector());

  /** Returns the anomaly, or null where there is none. */
  Anomaly judge(WindowStats window, DetectorSettings settings);
}
