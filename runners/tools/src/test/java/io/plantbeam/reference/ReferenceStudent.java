package io.plantbeam.reference;

import java.util.function.DoubleUnaryOperator;

/**
 * Student's distribution on the scale of the normal one, by integrals alone.
 *
 * <p>With x = sqrt(v) cot(a) the tail of Student's distribution with v degrees of freedom beyond t
 * is the integral of sin(a)^(v - 1) from 0 to acot(t / sqrt(v)), over the same to pi.
 */
final class ReferenceStudent {
  private static final int STEPS = 4000;
  private static final int HALVINGS = 100;

  private ReferenceStudent() {}

  /** The normal quantile of a tail as likely as that beyond t among {@code others} readings. */
  static double score(double t, int others) {
    double tail = Math.max(studentTail(t, others - 1), Double.MIN_NORMAL);
    return Math.min(t, root(z -> normalTail(z) - tail, 0, 40));
  }

  /** The t at which {@link #score} is this score. */
  static double distance(double score, int others) {
    double tail = normalTail(score);
    return root(t -> studentTail(t, others - 1) - tail, 0, 1e6);
  }

  private static double studentTail(double t, int degrees) {
    DoubleUnaryOperator density = angle -> Math.pow(Math.sin(angle), degrees - 1);
    double angle = Math.atan2(Math.sqrt(degrees), t);
    return integral(density, 0, angle) / integral(density, 0, Math.PI);
  }

  private static double normalTail(double z) {
    // exp(-x * x / 2) = exp(-z * z / 2) * exp(-z * u - u * u / 2) with u = x - z.
    double width = 40 / (z + 3);
    return Math.exp(-z * z / 2)
        * integral(u -> Math.exp(-z * u - u * u / 2), 0, width)
        / Math.sqrt(2 * Math.PI);
  }

  /** By Simpson's rule. */
  private static double integral(DoubleUnaryOperator f, double from, double to) {
    double step = (to - from) / STEPS;
    double sum = f.applyAsDouble(from) + f.applyAsDouble(to);
    for (int i = 1; i < STEPS; i++) {
      sum += (i % 2 == 0 ? 2 : 4) * f.applyAsDouble(from + i * step);
    }
    return sum * step / 3;
  }

  /** Where a function that falls through 0 is 0. */
  private static double root(DoubleUnaryOperator falling, double from, double to) {
    double low = from;
    double high = to;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (falling.applyAsDouble(middle) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}
