package io.plantbeam.detect.reading.outlier;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import java.util.Arrays;

/** The last values of a series, in their order of arrival and also sorted. */
public final class SortedWindow {
  /** In order of arrival; from {@code oldest} on once full. */
  private double[] arrived = {};

  private double[] sorted = {};
  private int size;
  private int oldest;

  int size() {
    return size;
  }

  /** The middle value, or the mean of the two middle ones. */
  double median() {
    int middle = size / 2;
    return size % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
  }

  /** The median of the distances from a value. */
  double medianDistanceFrom(double center) {
    // Distances grow from the center outward on both sides: merge them up to the middle.
    int above = Arrays.binarySearch(sorted, 0, size, center);
    above = above < 0 ? -above - 1 : above;
    int below = above - 1;
    double last = 0;
    double beforeLast = 0;
    for (int taken = 0; taken <= size / 2; taken++) {
      beforeLast = last;
      if (below < 0 || (above < size && sorted[above] - center <= center - sorted[below])) {
        last = sorted[above++] - center;
      } else {
        last = center - sorted[below--];
      }
    }
    return size % 2 == 1 ? last : (beforeLast + last) / 2;
  }

  /** The mean of the distances from a value. */
  double meanDistanceFrom(double center) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += Math.abs(sorted[i] - center);
    }
    return sum / size;
  }

  /** Adds a value; of more than {@code most} the oldest are forgotten. */
  void add(double value, int most) {
    if (arrived.length != most) {
      resize(most);
    }
    if (size == most) {
      remove(arrived[oldest]);
      arrived[oldest] = value;
      oldest = oldest + 1 == most ? 0 : oldest + 1;
    } else {
      arrived[size] = value;
    }
    insert(value);
  }

  private void insert(double value) {
    int place = Arrays.binarySearch(sorted, 0, size, value);
    place = place < 0 ? -place - 1 : place;
    System.arraycopy(sorted, place, sorted, place + 1, size - place);
    sorted[place] = value;
    size++;
  }

  private void remove(double value) {
    int place = Arrays.binarySearch(sorted, 0, size, value);
    System.arraycopy(sorted, place + 1, sorted, place, size - place - 1);
    size--;
  }

  /** Makes room for another number of values than before: at first, and when settings change. */
  private void resize(int most) {
    int kept = Math.min(size, most);
    double[] values = new double[most];
    for (int i = 0; i < kept; i++) {
      values[i] = inOrder(size - kept + i);
    }
    arrived = values;
    oldest = 0;
    size = kept;
    sort();
  }

  private double inOrder(int index) {
    int place = oldest + index;
    return arrived[place < arrived.length ? place : place - arrived.length];
  }

  private void sort() {
    sorted = arrived.clone();
    Arrays.sort(sorted, 0, size);
  }

  /** The greatest size, the size, and the values in order of arrival. */
  static final class SortedWindowCoder extends VersionedCoder<SortedWindow> {
    private static final long serialVersionUID = 1;

    static final SortedWindowCoder INSTANCE = new SortedWindowCoder();

    private SortedWindowCoder() {
      super(1);
    }

    @Override
    protected void write(SortedWindow value, ByteWriter out) {
      out.writeVarLong(value.arrived.length);
      out.writeVarLong(value.size);
      for (int i = 0; i < value.size; i++) {
        out.writeDouble(value.inOrder(i));
      }
    }

    @Override
    protected SortedWindow read(int bodyVersion, ByteReader in) {
      SortedWindow value = new SortedWindow();
      value.arrived = new double[in.readVarInt()];
      value.size = in.readVarInt();
      for (int i = 0; i < value.size; i++) {
        value.arrived[i] = in.readDouble();
      }
      value.sort();
      return value;
    }
  }
}
