package io.plantbeam.condition;

/** How a value is compared with a bound. The order is part of the coder. */
public enum Operator {
  LESS("<"),
  AT_MOST("<="),
  GREATER(">"),
  AT_LEAST(">="),
  EQUAL("="),
  UNEQUAL("!=");

  private static final Operator[] VALUES = values();

  private final String sign;

  Operator(String sign) {
    this.sign = sign;
  }

  /** As it is written. */
  public String sign() {
    return sign;
  }

  /** Whether a value is on that side of a bound. */
  public boolean holds(double value, double bound) {
    return switch (this) {
      case LESS -> value < bound;
      case AT_MOST -> value <= bound;
      case GREATER -> value > bound;
      case AT_LEAST -> value >= bound;
      case EQUAL -> value == bound;
      case UNEQUAL -> value != bound;
    };
  }

  /** Whether it asks for great values. */
  public boolean isUpward() {
    return this == GREATER || this == AT_LEAST;
  }

  /** Whether it asks for small values. */
  public boolean isDownward() {
    return this == LESS || this == AT_MOST;
  }

  static Operator of(int ordinal) {
    return VALUES[ordinal];
  }
}
