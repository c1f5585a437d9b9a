package io.plantbeam.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.beam.sdk.transforms.SerializableFunction;

/**
 * The published fields of a record: written once, and the same in JSON, Parquet, Elasticsearch and
 * the docs.
 */
public final class OutputSchema<T> implements Serializable {
  private final String name;
  private final SerializableFunction<T, String> identity;
  private final LongGetter<T> version;
  private final List<Field<T>> fields;

  private OutputSchema(
      String name,
      SerializableFunction<T, String> identity,
      LongGetter<T> version,
      List<Field<T>> fields) {
    this.name = name;
    this.identity = identity;
    this.version = version;
    this.fields = fields;
  }

  /** Begins a schema; {@code name} is the folder and the end of the index name. */
  public static <T> Builder<T> of(String name) {
    return new Builder<>(name);
  }

  public String name() {
    return name;
  }

  public List<Field<T>> fields() {
    return fields;
  }

  /** The same without some fields. */
  public OutputSchema<T> without(Set<String> names) {
    return new OutputSchema<>(
        name,
        identity,
        version,
        fields.stream().filter(field -> !names.contains(field.name)).toList());
  }

  /** The id under which a record that is written again replaces itself. */
  public String identity(T record) {
    return identity.apply(record);
  }

  /**
   * Whether records of one identity have versions, of which the greatest is to be kept, in whatever
   * order they come. Of others the last one is.
   */
  public boolean isVersioned() {
    return version != null;
  }

  /** The version of a record of a schema that {@linkplain #isVersioned has versions}. */
  public long version(T record) {
    return version.get(record);
  }

  /** Writes the record as one JSON object; figures that do not exist are null. */
  public void writeJson(T record, JsonGenerator json) throws IOException {
    JsonFieldWriter writer = new JsonFieldWriter(json);
    json.writeStartObject();
    for (Field<T> field : fields) {
      json.writeFieldName(field.jsonName);
      field.read(record, writer);
    }
    json.writeEndObject();
  }

  /** What a field holds. */
  public enum Type {
    TEXT,
    INTEGER,
    NUMBER,
    FLAG,
    /** Texts in an order that has a meaning; may be none. */
    TEXTS,
    /** Records of a schema of their own, in an order; may be none. */
    RECORDS,
    /** Means of minutes, each an object of the minute's start, {@code at}, and the {@code mean}. */
    MEANS,
    /** Microseconds since the epoch in memory, ISO-8601 UTC in JSON. */
    TIME;

    public String label() {
      return switch (this) {
        case TEXTS -> "list of text";
        case MEANS -> "list of {at: time, mean: number}";
        case RECORDS -> "list of records";
        default -> name().toLowerCase(Locale.ROOT);
      };
    }
  }

  /** One published field. */
  public static final class Field<T> implements Serializable {
    private final String name;
    private final Type type;
    private final String description;
    private final Value<T> value;

    /** Of the records in the field; null of any other type. */
    private final OutputSchema<?> records;

    /** The name as JSON has it, in bytes that are made once. */
    private final SerializedString jsonName;

    private Field(
        String name, Type type, String description, Value<T> value, OutputSchema<?> records) {
      this.name = name;
      this.type = type;
      this.description = description;
      this.value = value;
      this.records = records;
      jsonName = new SerializedString(name);
    }

    public String name() {
      return name;
    }

    public Type type() {
      return type;
    }

    public String description() {
      return description;
    }

    /** The type for people: of records it names their fields. */
    public String typeLabel() {
      return type == Type.RECORDS
          ? "list of {%s}"
              .formatted(
                  records.fields.stream()
                      .map(field -> field.name + ": " + field.typeLabel())
                      .collect(Collectors.joining(", ")))
          : type.label();
    }

    /** The schema of the records in a field of {@link Type#RECORDS}; null of any other. */
    public OutputSchema<?> records() {
      return records;
    }

    /** Tells the visitor what the record holds in this field. */
    public void read(T record, FieldVisitor visitor) throws IOException {
      value.read(record, visitor);
    }
  }

  /** Takes the value of a field: one call per field, of the field's type or {@link #missing}. */
  public interface FieldVisitor {
    void missing() throws IOException;

    void text(String value) throws IOException;

    void integer(long value) throws IOException;

    /** Takes a figure, which is finite. */
    void number(double value) throws IOException;

    void flag(boolean value) throws IOException;

    void texts(List<String> values) throws IOException;

    void means(RecentMeans values) throws IOException;

    <R> void records(OutputSchema<R> schema, List<R> values) throws IOException;

    void time(long epochMicros) throws IOException;
  }

  /** Takes a text from a record. */
  public interface TextGetter<T> extends Serializable {
    String get(T record);
  }

  /** Takes a whole number from a record. */
  public interface LongGetter<T> extends Serializable {
    long get(T record);
  }

  /** Takes a whole number that may be missing from a record. */
  public interface OptionalLongGetter<T> extends Serializable {
    Long get(T record);
  }

  /** Takes a figure from a record, NaN where there is none. */
  public interface DoubleGetter<T> extends Serializable {
    double get(T record);
  }

  /** Takes texts from a record. */
  public interface TextsGetter<T> extends Serializable {
    List<String> get(T record);
  }

  /** Takes records from a record. */
  public interface RecordsGetter<T, R> extends Serializable {
    List<R> get(T record);
  }

  /** Takes means of minutes from a record. */
  public interface MeansGetter<T> extends Serializable {
    RecentMeans get(T record);
  }

  /** Takes a truth value from a record. */
  public interface BooleanGetter<T> extends Serializable {
    boolean get(T record);
  }

  private interface Value<T> extends Serializable {
    void read(T record, FieldVisitor visitor) throws IOException;
  }

  /** Collects the fields in the order in which they are published. */
  public static final class Builder<T> {
    private final String name;
    private final List<Field<T>> fields = new ArrayList<>();
    private SerializableFunction<T, String> identity;
    private LongGetter<T> version;

    private Builder(String name) {
      this.name = name;
    }

    public Builder<T> identifiedBy(SerializableFunction<T, String> function) {
      identity = function;
      return this;
    }

    /** Of records with one identity the one with the greatest version is to be kept. */
    public Builder<T> versionedBy(LongGetter<T> getter) {
      version = getter;
      return this;
    }

    public Builder<T> text(String field, String description, TextGetter<T> getter) {
      return add(
          field,
          Type.TEXT,
          description,
          (record, visitor) -> {
            String value = getter.get(record);
            if (value == null) {
              visitor.missing();
            } else {
              visitor.text(value);
            }
          });
    }

    public Builder<T> integer(String field, String description, LongGetter<T> getter) {
      return add(
          field,
          Type.INTEGER,
          description,
          (record, visitor) -> visitor.integer(getter.get(record)));
    }

    public Builder<T> optionalInteger(
        String field, String description, OptionalLongGetter<T> getter) {
      return add(
          field,
          Type.INTEGER,
          description,
          (record, visitor) -> {
            Long value = getter.get(record);
            if (value == null) {
              visitor.missing();
            } else {
              visitor.integer(value);
            }
          });
    }

    public Builder<T> number(String field, String description, DoubleGetter<T> getter) {
      return add(
          field,
          Type.NUMBER,
          description,
          (record, visitor) -> {
            double value = getter.get(record);
            if (Double.isFinite(value)) {
              visitor.number(value);
            } else {
              visitor.missing();
            }
          });
    }

    public Builder<T> flag(String field, String description, BooleanGetter<T> getter) {
      return add(
          field, Type.FLAG, description, (record, visitor) -> visitor.flag(getter.get(record)));
    }

    public Builder<T> texts(String field, String description, TextsGetter<T> getter) {
      return add(
          field, Type.TEXTS, description, (record, visitor) -> visitor.texts(getter.get(record)));
    }

    /** Adds a list of records, whose schema has no lists and needs no identity. */
    public <R> Builder<T> records(
        String field, String description, OutputSchema<R> schema, RecordsGetter<T, R> getter) {
      fields.add(
          new Field<>(
              field,
              Type.RECORDS,
              description,
              (record, visitor) -> visitor.records(schema, getter.get(record)),
              schema));
      return this;
    }

    public Builder<T> means(String field, String description, MeansGetter<T> getter) {
      return add(
          field, Type.MEANS, description, (record, visitor) -> visitor.means(getter.get(record)));
    }

    /** Adds a time that the record has in milliseconds since the epoch. */
    public Builder<T> timeMillis(String field, String description, LongGetter<T> getter) {
      return timeMicros(field, description, record -> Timestamps.toMicros(getter.get(record)));
    }

    /** Adds a time that the record has in microseconds since the epoch. */
    public Builder<T> timeMicros(String field, String description, LongGetter<T> getter) {
      return add(
          field, Type.TIME, description, (record, visitor) -> visitor.time(getter.get(record)));
    }

    /** Adds a time in microseconds since the epoch that may be missing. */
    public Builder<T> optionalTimeMicros(
        String field, String description, OptionalLongGetter<T> getter) {
      return add(
          field,
          Type.TIME,
          description,
          (record, visitor) -> {
            Long value = getter.get(record);
            if (value == null) {
              visitor.missing();
            } else {
              visitor.time(value);
            }
          });
    }

    private Builder<T> add(String field, Type type, String description, Value<T> value) {
      fields.add(new Field<>(field, type, description, value, null));
      return this;
    }

    public OutputSchema<T> build() {
      return new OutputSchema<>(name, identity, version, List.copyOf(fields));
    }
  }
}
