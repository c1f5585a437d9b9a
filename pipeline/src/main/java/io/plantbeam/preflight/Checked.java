package io.plantbeam.preflight;

import java.util.List;

/** Something of a job that needs what is outside of it. */
public interface Checked {
  /** What a preflight asks. */
  List<Check> checks();
}
