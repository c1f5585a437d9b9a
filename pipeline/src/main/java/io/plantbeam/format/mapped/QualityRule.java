package io.plantbeam.format.mapped;

import java.util.Map;

/**
 * What a status says of the quality of a value, as a number from 0 (bad) to 1 (good).
 *
 * @param source null where messages have no status
 * @param codes the quality that texts and integers stand for
 * @param scale of the numbers that are in none of the codes
 * @param otherwise of all other statuses; NaN where they are refused
 * @param missing where the message has no status
 */
record QualityRule(
    ValueSource source, Map<String, Double> codes, Scale scale, double otherwise, double missing) {
  /** The quality of what has no status. */
  static final QualityRule NONE = new QualityRule(null, Map.of(), Scale.AS_IS, Double.NaN, 1);

  /** What the numbers of a status mean. */
  enum Scale {
    /** They are the quality. */
    AS_IS {
      @Override
      double quality(double status) {
        return Double.isFinite(status) ? status : Double.NaN;
      }
    },

    /**
     * Status codes of OPC UA, whose two highest bits of 32 are the severity: 0 good, 1 uncertain, 2
     * bad (OPC 10000-4, 7.39.1).
     */
    OPC_UA {
      @Override
      double quality(double status) {
        return OF_UA_SEVERITY[(int) (((long) status) >>> 30 & 3)];
      }
    },

    /**
     * Quality flags of OPC Classic, whose highest two bits of 8 are 0 bad, 1 uncertain, 3 good (OPC
     * Data Access 3.0, 6.8).
     */
    OPC_DA {
      @Override
      double quality(double status) {
        return OF_DA_QUALITY[(int) (((long) status) >>> 6 & 3)];
      }
    };

    private static final double[] OF_UA_SEVERITY = {1, 0.5, 0, 0};
    private static final double[] OF_DA_QUALITY = {0, 0.5, 0, 1};

    /** The quality; NaN where the number is none. */
    abstract double quality(double status);
  }

  QualityRule {
    codes = Map.copyOf(codes);
  }

  /** The quality; NaN where the status is none. */
  double of(Item item, MessageContext message) {
    Captured status = source == null ? null : source.get(item, message);
    if (status == null || status.kind() == Captured.Kind.NOTHING) {
      return missing;
    }
    Double known = status.text() == null ? null : codes.get(status.text());
    if (known != null) {
      return known;
    }
    boolean isNumber =
        status.kind() == Captured.Kind.NUMBER || status.kind() == Captured.Kind.NUMERIC_TEXT;
    return isNumber && !(scale == Scale.AS_IS && !Double.isNaN(otherwise))
        ? scale.quality(status.number())
        : otherwise;
  }
}
