package io.plantbeam.detect.reading.baseline;

import io.plantbeam.detect.reading.baseline.BaselineState.Channel;
import java.io.Serializable;
import java.util.List;

/**
 * The moving average of the {@linkplain JointDistance joint distance} of an asset's rows, and its
 * threshold. It finds what changes the relations of channels while each of them stays where it
 * often is.
 *
 * <p><b>Threshold.</b> In the second half of the learning period each row is judged by the rows
 * before it, so that the greatest average tells what is usual of rows that were not learned from.
 * The threshold is {@link BaselineParameters#jointFactor} times as far above 1 as that, or as
 * {@value #LEAST_DEVIATIONS} standard deviations that independent normal channels would have: 2 /
 * (p span) is the variance of an average over {@code span} rows of T^2 / p.
 */
final class JointChart implements Serializable {
  private static final long serialVersionUID = 1;

  /** What is judged. */
  static final String FIGURE = "joint distance (1 is usual)";

  /** Rows for each channel that a judged baseline needs at least. */
  private static final int ROWS_PER_CHANNEL = 4;

  private static final double LEAST_DEVIATIONS = 2;

  /** Of the learning period, the most rows that are judged for the threshold. */
  private static final int MOST_JUDGED_ROWS = 1_000;

  /** A row counts at most as so many thresholds, so that the average soon forgets an outlier. */
  private static final double MOST_THRESHOLDS = 10;

  private final BaselineParameters parameters;
  private final int judgedFrom;

  JointChart(BaselineParameters parameters) {
    this.parameters = parameters;
    judgedFrom =
        parameters.learningRows() - Math.min(parameters.learningRows() / 2, MOST_JUDGED_ROWS);
  }

  /**
   * Takes a row of the learning period; {@code counting} has a bit for each channel that counts.
   */
  void learn(BaselineState state, long counting) {
    JointBaseline joint = state.joint;
    int size = state.channels.size();
    if (joint.means.length != size) {
      joint.clear(size);
    }
    if (Long.bitCount(counting) < size) {
      return;
    }
    if (state.rows >= judgedFrom && JointDistance.isKnown(joint.rows, size)) {
      JointDistance model = joint.model(counting, parameters.deviationFloor());
      average(joint, model.of(values(state.channels)));
      if (joint.averaged == parameters.span()) {
        joint.greatest = Math.max(joint.greatest, joint.distance);
      }
    }
    joint.learn(values(state.channels));
  }

  /** Ends the learning period of a state that knows which channels are in the baseline. */
  void learned(BaselineState state) {
    JointBaseline joint = state.joint;
    int size = Long.bitCount(state.members());
    if (joint.greatest == 0 || size < 2 || joint.rows < ROWS_PER_CHANNEL * size) {
      joint.clear(0);
      return;
    }
    double least = LEAST_DEVIATIONS * Math.sqrt(2.0 / (size * parameters.span()));
    joint.threshold = 1 + parameters.jointFactor() * Math.max(joint.greatest - 1, least);
  }

  /** Takes a row after the learning period, with the channels of the baseline that count. */
  void judge(BaselineState state, long counting) {
    JointBaseline joint = state.joint;
    if (joint.threshold == 0) {
      return;
    }
    if (Long.bitCount(counting) < 2) {
      joint.restart();
      return;
    }
    double[] contributions = new double[state.channels.size()];
    JointDistance model = joint.model(counting, parameters.deviationFloor());
    double distance = model.of(values(state.channels), contributions);
    double counted = Math.min(distance, MOST_THRESHOLDS * joint.threshold);
    double weight = average(joint, counted);
    for (int i = 0; i < contributions.length; i++) {
      Channel channel = state.channels.get(i);
      double contribution = distance > 0 ? contributions[i] * (counted / distance) : 0;
      channel.contribution += weight * (contribution - channel.contribution);
    }
  }

  /** Takes a row's distance into the average, and returns the weight that it got. */
  private double average(JointBaseline joint, double distance) {
    joint.averaged = Math.min(joint.averaged + 1, parameters.span());
    double weight = Math.max(2.0 / (parameters.span() + 1), 1.0 / joint.averaged);
    joint.distance += weight * (distance - joint.distance);
    return weight;
  }

  private static double[] values(List<Channel> channels) {
    double[] values = new double[channels.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = channels.get(i).value;
    }
    return values;
  }
}
