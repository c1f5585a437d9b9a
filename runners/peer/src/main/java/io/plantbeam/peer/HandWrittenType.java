package io.plantbeam.peer;

import java.util.Objects;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** A type whose serializer is written by hand. */
final class HandWrittenType<T> extends TypeInformation<T> {
  private static final long serialVersionUID = 1;

  static final TypeInformation<Reading> READING =
      new HandWrittenType<>(Reading.class, ReadingSerializer.INSTANCE);

  static final TypeInformation<WindowFigures> FIGURES =
      new HandWrittenType<>(WindowFigures.class, FiguresSerializer.INSTANCE);

  static final TypeInformation<WindowResult> RESULT =
      new HandWrittenType<>(WindowResult.class, ResultSerializer.INSTANCE);

  private final Class<T> type;
  private final TypeSerializer<T> serializer;

  private HandWrittenType(Class<T> type, TypeSerializer<T> serializer) {
    this.type = type;
    this.serializer = serializer;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<T> getTypeClass() {
    return type;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  @SuppressWarnings("deprecation") // Flink 1.19 has its successor call it.
  public TypeSerializer<T> createSerializer(ExecutionConfig config) {
    return serializer;
  }

  @Override
  public String toString() {
    return type.getSimpleName();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HandWrittenType<?> that
        && type == that.type
        && serializer.equals(that.serializer);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, serializer);
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof HandWrittenType<?>;
  }
}
