package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;

/**
 * How what a detector found shows itself to people at the machine: which kind of it, and figures in
 * the unit of the series, where those that the detector judges by are something else. Figures that
 * do not exist are NaN.
 *
 * @param key which kind: a detector's name, or that and one of its views, for example {@code
 *     guard.stuck}; what message patterns are chosen by
 * @param sinceMicros since when it shows, in microseconds since the epoch, as far as the detector
 *     knows
 * @param reading the reading or level at which it was found
 * @param change by how much that has changed, with its sign; of a trend, per minute
 * @param usual what the reading, or of a trend the change, usually is; of a silence, the seconds
 *     between readings
 */
public record Symptom(String key, long sinceMicros, double reading, double change, double usual) {

  /** One without figures of its own. */
  public static Symptom of(String key, long sinceMicros) {
    return new Symptom(key, sinceMicros, Double.NaN, Double.NaN, Double.NaN);
  }

  /** The same with the reading or level at which it was found. */
  public Symptom at(double found) {
    return new Symptom(key, sinceMicros, found, change, usual);
  }

  /** The same with a change, per minute of a trend. */
  public Symptom changedBy(double by) {
    return new Symptom(key, sinceMicros, reading, by, usual);
  }

  /** The same with what is usual. */
  public Symptom usually(double figure) {
    return new Symptom(key, sinceMicros, reading, change, figure);
  }

  /** The fields in their order. */
  static final class SymptomCoder extends VersionedCoder<Symptom> {
    private static final long serialVersionUID = 1;

    static final SymptomCoder INSTANCE = new SymptomCoder();

    private SymptomCoder() {
      super(1);
    }

    @Override
    protected void write(Symptom value, ByteWriter out) {
      out.writeString(value.key);
      out.writeTime(value.sinceMicros);
      out.writeDouble(value.reading);
      out.writeDouble(value.change);
      out.writeDouble(value.usual);
    }

    @Override
    protected Symptom read(int bodyVersion, ByteReader in) {
      return new Symptom(
          in.readString(), in.readTime(), in.readDouble(), in.readDouble(), in.readDouble());
    }
  }
}
