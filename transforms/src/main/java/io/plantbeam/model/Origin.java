package io.plantbeam.model;

/**
 * The partition of a topic, or the file, that messages come from: either {@code topic} and {@code
 * partition}, or {@code file} with a partition of -1.
 */
public record Origin(String topic, int partition, String file) {

  public static Origin ofPartition(String topic, int partition) {
    return new Origin(topic, partition, null);
  }

  public static Origin ofFile(String file) {
    return new Origin(null, -1, file);
  }

  void write(ByteWriter out) {
    out.writeString(topic);
    out.writeSignedVarLong(partition);
    out.writeString(file);
  }

  static Origin read(ByteReader in) {
    return new Origin(in.readString(), (int) in.readSignedVarLong(), in.readString());
  }
}
