package io.plantbeam.detect.reading.outlier;

import com.amazon.randomcutforest.RandomCutForest;
import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import java.util.Arrays;

/** The values that the forest of a series has been given; the forest is grown from them. */
public final class ForestState {
  private static final long SEED = 1;

  private double[] values = {};
  private int size;

  /** Null where it has not been grown since the state was restored. */
  private RandomCutForest forest;

  int size() {
    return size;
  }

  /** The forest that has been given the values, all of them and no others. */
  RandomCutForest forest(RandomCutForestParameters parameters) {
    if (forest == null) {
      forest = seedling(parameters);
      for (int i = 0; i < size; i++) {
        forest.update(point(values[i]));
      }
    }
    return forest;
  }

  /** Adds a value; of two times the sample size the older half is forgotten, with the forest. */
  void add(double value, RandomCutForestParameters parameters) {
    int most = 2 * parameters.sampleSize();
    if (size >= most) {
      int kept = most / 2;
      values = Arrays.copyOfRange(values, size - kept, size);
      size = kept;
      forest = null;
    }
    forest(parameters).update(point(value));
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.max(16, 2 * size));
    }
    values[size++] = value;
  }

  private static RandomCutForest seedling(RandomCutForestParameters parameters) {
    return RandomCutForest.builder()
        .dimensions(parameters.shingle())
        .shingleSize(parameters.shingle())
        .internalShinglingEnabled(true)
        .numberOfTrees(parameters.trees())
        .sampleSize(parameters.sampleSize())
        .randomSeed(SEED)
        .build();
  }

  /** A value as forests take it. */
  static float[] point(double value) {
    return new float[] {(float) value};
  }

  /** The number of values, and these. */
  static final class ForestStateCoder extends VersionedCoder<ForestState> {
    private static final long serialVersionUID = 1;

    static final ForestStateCoder INSTANCE = new ForestStateCoder();

    private ForestStateCoder() {
      super(1);
    }

    @Override
    protected void write(ForestState value, ByteWriter out) {
      out.writeVarLong(value.size);
      for (int i = 0; i < value.size; i++) {
        out.writeDouble(value.values[i]);
      }
    }

    @Override
    protected ForestState read(int bodyVersion, ByteReader in) {
      ForestState value = new ForestState();
      value.size = in.readVarInt();
      value.values = new double[value.size];
      for (int i = 0; i < value.size; i++) {
        value.values[i] = in.readDouble();
      }
      return value;
    }
  }
}
