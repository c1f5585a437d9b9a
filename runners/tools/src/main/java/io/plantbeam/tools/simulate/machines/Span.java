package io.plantbeam.tools.simulate.machines;

import java.util.SplittableRandom;

/** From the least to the greatest figure that chance may choose. */
record Span(double least, double greatest) {

  /** Any figure in between, all as likely. */
  double uniform(SplittableRandom random) {
    return least + (greatest - least) * random.nextDouble();
  }

  /** Any figure in between, each factor as likely; both ends are positive. */
  double logUniform(SplittableRandom random) {
    return least * Math.pow(greatest / least, random.nextDouble());
  }
}
