package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.Interner;
import java.util.Comparator;

/**
 * Where messages come from, such as a partition of a topic, or a file. Origins are ordered by kind,
 * name and partition.
 *
 * @param kind {@link #KAFKA}, {@link #FILE}, or a word of the source that makes the messages
 * @param name of the topic, the file, or what else they are in
 * @param partition the part of it, or {@link #NO_PARTITION}
 */
public record Origin(String kind, String name, int partition) implements Comparable<Origin> {
  public static final String KAFKA = "kafka";
  public static final String FILE = "file";

  /** Of what has no partitions. */
  public static final int NO_PARTITION = -1;

  private static final Interner<Origin> FORMS = new Forms();

  private static final Comparator<Origin> ORDER =
      Comparator.comparing(Origin::kind)
          .thenComparing(Origin::name)
          .thenComparingInt(Origin::partition);

  public static Origin ofPartition(String topic, int partition) {
    return new Origin(KAFKA, topic, partition);
  }

  public static Origin ofFile(String file) {
    return new Origin(FILE, file, NO_PARTITION);
  }

  /**
   * The origin of which {@link #publishedTopic}, {@link #publishedPartition} and {@link
   * #publishedFile} are these.
   *
   * @param topic null for a file
   * @param partition null where there is none
   */
  public static Origin ofPublished(String topic, Long partition, String file) {
    if (topic == null) {
      return ofFile(file);
    }
    // Names of Kafka's topics have no colon.
    int colon = topic.indexOf(':');
    int number = partition == null ? NO_PARTITION : Math.toIntExact(partition);
    return colon < 0
        ? ofPartition(topic, number)
        : new Origin(topic.substring(0, colon), topic.substring(colon + 1), number);
  }

  /** What is published as the topic: null for a file; of another kind than Kafka, kind:name. */
  public String publishedTopic() {
    return switch (kind) {
      case KAFKA -> name;
      case FILE -> null;
      default -> kind + ":" + name;
    };
  }

  /** What is published as the partition: null where there is none. */
  public Long publishedPartition() {
    return partition == NO_PARTITION ? null : Long.valueOf(partition);
  }

  /** What is published as the file: null for everything else. */
  public String publishedFile() {
    return kind.equals(FILE) ? name : null;
  }

  @Override
  public int compareTo(Origin other) {
    return ORDER.compare(this, other);
  }

  void write(ByteWriter out) {
    FORMS.write(this, out);
  }

  static Origin read(ByteReader in) {
    return FORMS.read(in);
  }

  /** The kind, a known one as one byte; name, partition. */
  private static final class Forms extends Interner<Origin> {
    private static final int OTHER_KIND = 0;
    private static final int KIND_KAFKA = 1;
    private static final int KIND_FILE = 2;

    Forms() {
      super(SLOTS_FOR_SERIES);
    }

    @Override
    protected void encode(Origin value, ByteWriter out) {
      switch (value.kind) {
        case KAFKA -> out.writeByte(KIND_KAFKA);
        case FILE -> out.writeByte(KIND_FILE);
        default -> {
          out.writeByte(OTHER_KIND);
          out.writeString(value.kind);
        }
      }
      out.writeString(value.name);
      out.writeSignedVarLong(value.partition);
    }

    @Override
    protected Origin decode(ByteReader in) {
      String kind =
          switch (in.readByte()) {
            case KIND_KAFKA -> KAFKA;
            case KIND_FILE -> FILE;
            default -> in.readString();
          };
      return new Origin(kind, in.readString(), (int) in.readSignedVarLong());
    }
  }
}
