package io.plantbeam.tools.score;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Two series of the Numenta Anomaly Benchmark, with published results; see its README. */
final class NabFixture {
  private NabFixture() {}

  static Path directory() {
    try {
      return Path.of(NabFixture.class.getResource("nab/README.md").toURI()).getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
