package io.plantbeam.detect.reading.baseline;

import io.plantbeam.detect.reading.baseline.BaselineState.Channel;
import java.util.List;

/** The channels that contribute most to an asset's score, with their shares of it, in words. */
final class Contributions {
  private static final int MOST_NAMED = 3;

  private Contributions() {}

  /**
   * The greatest contributions, and what is left for the others: in whole percent, which add up to
   * 100.
   *
   * @param contributions of each channel, not negative
   */
  static String text(List<Channel> channels, double[] contributions) {
    double sum = 0;
    for (double contribution : contributions) {
      sum += contribution;
    }
    long named = 0;
    StringBuilder text = new StringBuilder();
    long left = 100;
    while (Long.bitCount(named) < MOST_NAMED) {
      int next = greatest(contributions, named);
      long percent = next < 0 ? 0 : Math.min(left, Math.round(100 * contributions[next] / sum));
      if (percent == 0) {
        break;
      }
      Channel channel = channels.get(next);
      text.append(named == 0 ? "" : ", ")
          .append(channel.metric)
          .append(" of ")
          .append(channel.sensorId)
          .append(" (")
          .append(percent)
          .append(" %)");
      named |= 1L << next;
      left -= percent;
    }
    if (left > 0) {
      text.append(named == 0 ? "all channels (" : ", others (").append(left).append(" %)");
    }
    return text.toString();
  }

  /** The index of the greatest that {@code without} has no bit for; -1 where all others are 0. */
  private static int greatest(double[] contributions, long without) {
    int greatest = -1;
    for (int i = 0; i < contributions.length; i++) {
      if (contributions[i] > 0
          && (without >> i & 1) == 0
          && (greatest < 0 || contributions[i] > contributions[greatest])) {
        greatest = i;
      }
    }
    return greatest;
  }
}
