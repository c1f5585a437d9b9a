package io.plantbeam.detect.reading.chart;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;

/** What {@code ControlRulesDetector} knows of one series: the level it learned, and recent runs. */
public final class ControlRulesState {
  /** Longer than any rule asks for; runs are not counted further. */
  private static final int LONGEST_RUN = 100;

  private static final int LAST_THREE = 0b111;
  private static final int LAST_FIVE = 0b11111;

  ReferenceLevel level = new ReferenceLevel();

  /** Bits of the last readings, the newest lowest: beyond one or two deviations on a side. */
  private int aboveOne;

  private int belowOne;
  private int aboveTwo;
  private int belowTwo;

  private int aboveMean;
  private int belowMean;
  private int withinOne;
  private int beyondOne;

  private double last = Double.NaN;

  /** Steps from reading to reading; the points of a run are one more. */
  private int rises;

  private int falls;
  private int alternations;

  /** Adds a reading's value, and its distance from the mean in standard deviations. */
  void add(double value, double deviations) {
    aboveOne = (aboveOne << 1 | (deviations > 1 ? 1 : 0)) & LAST_FIVE;
    belowOne = (belowOne << 1 | (deviations < -1 ? 1 : 0)) & LAST_FIVE;
    aboveTwo = (aboveTwo << 1 | (deviations > 2 ? 1 : 0)) & LAST_THREE;
    belowTwo = (belowTwo << 1 | (deviations < -2 ? 1 : 0)) & LAST_THREE;
    aboveMean = run(aboveMean, deviations > 0);
    belowMean = run(belowMean, deviations < 0);
    boolean beyond = Math.abs(deviations) > 1;
    beyondOne = run(beyondOne, beyond);
    withinOne = run(withinOne, !beyond);
    boolean turned = (value < last && rises > 0) || (value > last && falls > 0);
    rises = run(rises, value > last);
    falls = run(falls, value < last);
    alternations = turned ? run(alternations, true) : Math.min(1, rises + falls);
    last = value;
  }

  private static int run(int length, boolean goesOn) {
    return goesOn ? Math.min(length + 1, LONGEST_RUN) : 0;
  }

  /** Whether the last reading completes or continues the pattern of a rule. */
  boolean breaks(ControlRule rule, double deviations, boolean varies) {
    return switch (rule) {
      case BEYOND_THREE -> Math.abs(deviations) > 3;
      case TWO_OF_THREE_BEYOND_TWO -> most(aboveTwo, 2) || most(belowTwo, 2);
      case FOUR_OF_FIVE_BEYOND_ONE -> most(aboveOne, 4) || most(belowOne, 4);
      case EIGHT_ON_ONE_SIDE -> aboveMean >= 8 || belowMean >= 8;
      case NINE_ON_ONE_SIDE -> aboveMean >= 9 || belowMean >= 9;
      case SIX_RISING_OR_FALLING -> rises >= 5 || falls >= 5;
      case FOURTEEN_ALTERNATING -> alternations >= 13;
      case FIFTEEN_WITHIN_ONE -> varies && withinOne >= 15;
      case EIGHT_BEYOND_ONE -> beyondOne >= 8;
    };
  }

  private static boolean most(int bits, int least) {
    return (bits & 1) == 1 && Integer.bitCount(bits) >= least;
  }

  /** The fields in their order. */
  static final class ControlRulesCoder extends VersionedCoder<ControlRulesState> {
    private static final long serialVersionUID = 1;

    static final ControlRulesCoder INSTANCE = new ControlRulesCoder();

    private ControlRulesCoder() {
      super(1);
    }

    @Override
    protected void write(ControlRulesState value, ByteWriter out) {
      ReferenceLevel.LevelCoder.INSTANCE.embed(value.level, out);
      out.writeByte(value.aboveOne);
      out.writeByte(value.belowOne);
      out.writeByte(value.aboveTwo);
      out.writeByte(value.belowTwo);
      out.writeByte(value.aboveMean);
      out.writeByte(value.belowMean);
      out.writeByte(value.withinOne);
      out.writeByte(value.beyondOne);
      out.writeDouble(value.last);
      out.writeByte(value.rises);
      out.writeByte(value.falls);
      out.writeByte(value.alternations);
    }

    @Override
    protected ControlRulesState read(int bodyVersion, ByteReader in) {
      ControlRulesState value = new ControlRulesState();
      value.level = ReferenceLevel.LevelCoder.INSTANCE.readEmbedded(in);
      value.aboveOne = in.readByte();
      value.belowOne = in.readByte();
      value.aboveTwo = in.readByte();
      value.belowTwo = in.readByte();
      value.aboveMean = in.readByte();
      value.belowMean = in.readByte();
      value.withinOne = in.readByte();
      value.beyondOne = in.readByte();
      value.last = in.readDouble();
      value.rises = in.readByte();
      value.falls = in.readByte();
      value.alternations = in.readByte();
      return value;
    }
  }
}
