package io.plantbeam.condition;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A condition over the latest values of metrics. Immutable, and nothing but data: what evaluates it
 * is a {@link ConditionState}. Its text is the one that it could be written as.
 */
public sealed interface Condition extends Serializable {
  /** Holds never. */
  static Condition never() {
    return new Any(List.of());
  }

  /** One that looks at one operand, and is made of no others. */
  sealed interface Leaf extends Condition {
    Operand operand();
  }

  /** {@code power_watts > 200}. */
  record Comparison(Operand operand, Operator operator, double bound) implements Leaf {
    @Override
    public String toString() {
      return "%s %s %s".formatted(operand, operator.sign(), bound);
    }
  }

  /** {@code power_watts > 200 until < 180}: from the first comparison on until the second. */
  record Latch(Operand operand, Operator operator, double bound, Operator until, double release)
      implements Leaf {
    @Override
    public String toString() {
      return "%s %s %s until %s %s"
          .formatted(operand, operator.sign(), bound, until.sign(), release);
    }
  }

  /** {@code speed between 10 and 20}, the bounds among them. */
  record Between(Operand operand, double low, double high) implements Leaf {
    @Override
    public String toString() {
      return "%s between %s and %s".formatted(operand, low, high);
    }
  }

  /** All of several. */
  record All(List<Condition> parts) implements Condition {
    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public String toString() {
      return joined(parts, " and ");
    }
  }

  /** At least one of several. */
  record Any(List<Condition> parts) implements Condition {
    public Any {
      parts = List.copyOf(parts);
    }

    @Override
    public String toString() {
      return joined(parts, " or ");
    }
  }

  /** The contrary. */
  record Not(Condition part) implements Condition {
    @Override
    public String toString() {
      return "not (" + part + ")";
    }
  }

  private static String joined(List<Condition> parts, String word) {
    return parts.stream().map(part -> "(" + part + ")").collect(Collectors.joining(word));
  }

  /** Shows all leaves, in the order in which they are written. */
  default void leaves(Consumer<Leaf> visitor) {
    if (this instanceof Leaf leaf) {
      visitor.accept(leaf);
    } else if (this instanceof All all) {
      all.parts.forEach(part -> part.leaves(visitor));
    } else if (this instanceof Any any) {
      any.parts.forEach(part -> part.leaves(visitor));
    } else if (this instanceof Not not) {
      not.part.leaves(visitor);
    }
  }

  /** The kind of each part, and its fields in their order. */
  final class ConditionCoder extends VersionedCoder<Condition> {
    private static final long serialVersionUID = 1;
    private static final int COMPARISON = 0;
    private static final int LATCH = 1;
    private static final int BETWEEN = 2;
    private static final int ALL = 3;
    private static final int ANY = 4;
    private static final int NOT = 5;

    /** More than a condition that can be written has; a damaged form must not end the stack. */
    private static final int MOST_LEVELS = 1_000;

    public static final ConditionCoder INSTANCE = new ConditionCoder();

    private ConditionCoder() {
      super(1);
    }

    @Override
    protected void write(Condition value, ByteWriter out) {
      if (value instanceof Comparison comparison) {
        out.writeByte(COMPARISON);
        write(comparison.operand, out);
        write(comparison.operator, comparison.bound, out);
      } else if (value instanceof Latch latch) {
        out.writeByte(LATCH);
        write(latch.operand, out);
        write(latch.operator, latch.bound, out);
        write(latch.until, latch.release, out);
      } else if (value instanceof Between between) {
        out.writeByte(BETWEEN);
        write(between.operand, out);
        out.writeDouble(between.low);
        out.writeDouble(between.high);
      } else if (value instanceof All all) {
        out.writeByte(ALL);
        writeAll(all.parts, out);
      } else if (value instanceof Any any) {
        out.writeByte(ANY);
        writeAll(any.parts, out);
      } else if (value instanceof Not not) {
        out.writeByte(NOT);
        write(not.part, out);
      }
    }

    private void writeAll(List<Condition> parts, ByteWriter out) {
      out.writeVarLong(parts.size());
      parts.forEach(part -> write(part, out));
    }

    private static void write(Operand operand, ByteWriter out) {
      out.writeString(operand.name());
      out.writeString(operand.sensorId());
    }

    private static void write(Operator operator, double bound, ByteWriter out) {
      out.writeByte(operator.ordinal());
      out.writeDouble(bound);
    }

    @Override
    protected Condition read(int bodyVersion, ByteReader in) {
      return read(in, 0);
    }

    private static Condition read(ByteReader in, int level) {
      if (level > MOST_LEVELS) {
        throw new IndexOutOfBoundsException("A condition has too many levels");
      }
      int kind = in.readByte();
      return switch (kind) {
        case COMPARISON ->
            new Comparison(readOperand(in), Operator.of(in.readByte()), in.readDouble());
        case LATCH ->
            new Latch(
                readOperand(in),
                Operator.of(in.readByte()),
                in.readDouble(),
                Operator.of(in.readByte()),
                in.readDouble());
        case BETWEEN -> new Between(readOperand(in), in.readDouble(), in.readDouble());
        case ALL -> new All(readAll(in, level));
        case ANY -> new Any(readAll(in, level));
        case NOT -> new Not(read(in, level + 1));
        default -> throw new IndexOutOfBoundsException("There is no kind " + kind);
      };
    }

    private static List<Condition> readAll(ByteReader in, int level) {
      List<Condition> parts = new ArrayList<>();
      for (int left = in.readVarInt(); left > 0; left--) {
        parts.add(read(in, level + 1));
      }
      return parts;
    }

    private static Operand readOperand(ByteReader in) {
      return new Operand(in.readString(), in.readString());
    }
  }
}
