package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.Interner;

/**
 * The partition of a topic, or the file, that messages come from: either {@code topic} and {@code
 * partition}, or {@code file} with a partition of -1.
 */
public record Origin(String topic, int partition, String file) {
  private static final Interner<Origin> FORMS = new Forms();

  public static Origin ofPartition(String topic, int partition) {
    return new Origin(topic, partition, null);
  }

  public static Origin ofFile(String file) {
    return new Origin(null, -1, file);
  }

  void write(ByteWriter out) {
    FORMS.write(this, out);
  }

  static Origin read(ByteReader in) {
    return FORMS.read(in);
  }

  private static final class Forms extends Interner<Origin> {
    Forms() {
      super(SLOTS_FOR_SERIES);
    }

    @Override
    protected void encode(Origin value, ByteWriter out) {
      out.writeString(value.topic);
      out.writeSignedVarLong(value.partition);
      out.writeString(value.file);
    }

    @Override
    protected Origin decode(ByteReader in) {
      return new Origin(in.readString(), (int) in.readSignedVarLong(), in.readString());
    }
  }
}
