package io.plantbeam.rollup;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.Interned;
import io.plantbeam.codec.Interner;
import io.plantbeam.model.SeriesContext;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;

/**
 * What tells a group apart from others, and what its results are labelled with. That stays the same
 * from minute to minute, so equal labels are mostly one instance, whose form is made once.
 */
final class Label extends Interned {
  private static final Forms FORMS = new Forms();
  private static final Comparator<String> TEXTS = Comparator.nullsFirst(Comparator.naturalOrder());

  private final Kind kind;
  private final String[] fields;
  private final int hash;

  private Label(Kind kind, String[] fields) {
    this.kind = kind;
    this.fields = fields;
    int ofKey = kind.ordinal();
    for (int i = 0; i < kind.keyFields(); i++) {
      ofKey = 31 * ofKey + Objects.hashCode(fields[i]);
    }
    hash = ofKey;
  }

  /** That of the group in which the readings of a series are. */
  static Label of(Kind kind, SeriesContext context) {
    return new Label(kind, kind.fields(context));
  }

  /** The same fields under another kind, which has the same. */
  Label as(Kind other) {
    return new Label(other, fields);
  }

  Kind kind() {
    return kind;
  }

  /** A field, by its place in what {@link Kind} says; may be null. */
  String field(int place) {
    return fields[place];
  }

  /** A number that is the same for all metrics of a piece of equipment, and else for a group. */
  int shardHash() {
    return kind == Kind.EQUIPMENT ? Objects.hash(fields[0], fields[1]) : hash;
  }

  /** Whether the labels are of the same group. */
  @SuppressWarnings("ReferenceEquality")
  boolean isSameGroup(Label other) {
    if (this == other) {
      return true;
    }
    if (hash != other.hash || kind != other.kind) {
      return false;
    }
    for (int i = 0; i < kind.keyFields(); i++) {
      if (!Objects.equals(fields[i], other.fields[i])) {
        return false;
      }
    }
    return true;
  }

  /** A number that labels of the same group have in common. */
  int groupHash() {
    return hash;
  }

  /** What tells the group apart, as a text in which null and empty fields differ. */
  String groupText() {
    StringBuilder text = new StringBuilder(kind.name());
    for (int i = 0; i < kind.keyFields(); i++) {
      text.append('|');
      if (fields[i] != null) {
        text.append(fields[i].length()).append(':').append(fields[i]);
      }
    }
    return text.toString();
  }

  /** Of two labels of readings at the same time, one that does not depend on their order. */
  static Label greater(Label one, Label other) {
    return Arrays.compare(one.fields, other.fields, TEXTS) >= 0 ? one : other;
  }

  /** Appends this as part of another form. */
  void write(ByteWriter out) {
    FORMS.write(this, out);
  }

  /** Reads what {@link #write} wrote. */
  static Label read(ByteReader in) {
    return FORMS.read(in);
  }

  /** The kind; the number of fields, and the fields. */
  private static final class Forms extends Interner<Label> {
    Forms() {
      super(SLOTS_FOR_SERIES);
    }

    @Override
    protected void encode(Label value, ByteWriter out) {
      out.writeByte(value.kind.ordinal());
      out.writeByte(value.fields.length);
      for (String field : value.fields) {
        out.writeString(field);
      }
    }

    @Override
    protected Label decode(ByteReader in) {
      Kind kind = Kind.numbered(in.readByte());
      int size = in.readByte();
      if (size < kind.keyFields()) {
        throw new IndexOutOfBoundsException("a label has " + size + " fields");
      }
      String[] fields = new String[size];
      for (int i = 0; i < size; i++) {
        fields[i] = in.readString();
      }
      return new Label(kind, fields);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Label that && kind == that.kind && Arrays.equals(fields, that.fields);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return kind + Arrays.toString(fields);
  }
}
