package io.plantbeam.detect.reading.baseline;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;

/** What is known of the channels of an asset together; for each row that had all of them. */
final class JointBaseline {
  /** Rows learned from. */
  int rows;

  /** Mean of each channel. */
  double[] means = {};

  /** Sums of products of differences from the means: the lower triangle, row by row. */
  double[] products = {};

  /** Rows in the moving average of the distance, at most its span. */
  int averaged;

  /** The moving average of the distance. */
  double distance;

  /** While learning, the greatest average so far; 0 where there has been none. */
  double greatest;

  /** From this distance on an asset is abnormal; 0 where the distance is not judged. */
  double threshold;

  /** The model of the channels that {@link #modelled} names; made again where it is null. */
  private JointDistance model;

  /** A bit for each channel. */
  private long modelled;

  /** Forgets everything, and expects so many channels. */
  void clear(int channels) {
    rows = 0;
    means = new double[channels];
    products = new double[channels * (channels + 1) / 2];
    greatest = 0;
    threshold = 0;
    model = null;
    restart();
  }

  /** Begins the moving average anew. */
  void restart() {
    averaged = 0;
    distance = 0;
  }

  /** Learns from a row that has every channel: Welford's update, for products. */
  void learn(double[] values) {
    rows++;
    double[] deltas = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      deltas[i] = values[i] - means[i];
      means[i] += deltas[i] / rows;
    }
    double weight = (rows - 1.0) / rows;
    int at = 0;
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j <= i; j++) {
        products[at++] += weight * deltas[i] * deltas[j];
      }
    }
    model = null;
  }

  /** The distance by some of the channels, of which {@code members} has a bit each. */
  JointDistance model(long members, double deviationFloor) {
    if (model == null || modelled != members) {
      model = new JointDistance(this, members, deviationFloor);
      modelled = members;
    }
    return model;
  }

  /** The sum of products of two channels. */
  double product(int one, int other) {
    int row = Math.max(one, other);
    return products[row * (row + 1) / 2 + Math.min(one, other)];
  }

  void write(ByteWriter out) {
    out.writeVarLong(rows);
    out.writeVarLong(means.length);
    for (double mean : means) {
      out.writeDouble(mean);
    }
    for (double product : products) {
      out.writeDouble(product);
    }
    out.writeVarLong(averaged);
    out.writeDouble(distance);
    out.writeDouble(greatest);
    out.writeDouble(threshold);
  }

  void read(ByteReader in) {
    int learned = in.readVarInt();
    clear(in.readVarInt());
    rows = learned;
    for (int i = 0; i < means.length; i++) {
      means[i] = in.readDouble();
    }
    for (int i = 0; i < products.length; i++) {
      products[i] = in.readDouble();
    }
    averaged = in.readVarInt();
    distance = in.readDouble();
    greatest = in.readDouble();
    threshold = in.readDouble();
  }
}
