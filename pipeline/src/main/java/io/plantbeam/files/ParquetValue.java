package io.plantbeam.files;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.function.Consumer;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Makes of a column's value what JSON has: numbers; texts; a timestamp as ISO-8601, with {@code Z}
 * where it is an instant and without an offset where it is not; base64 of bytes that are no text.
 */
final class ParquetValue extends PrimitiveConverter {
  private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;
  private static final long SECONDS_PER_DAY = 86_400;

  private final PrimitiveTypeName type;
  private final LogicalTypeAnnotation annotation;
  private final Consumer<Object> values;

  ParquetValue(PrimitiveType type, Consumer<Object> values) {
    this.type = type.getPrimitiveTypeName();
    this.annotation = type.getLogicalTypeAnnotation();
    this.values = values;
  }

  @Override
  public void addBoolean(boolean value) {
    values.accept(value);
  }

  @Override
  public void addInt(int value) {
    if (annotation instanceof DateLogicalTypeAnnotation) {
      values.accept(LocalDate.ofEpochDay(value).toString());
    } else if (annotation instanceof IntLogicalTypeAnnotation integer && !integer.isSigned()) {
      values.accept(Integer.toUnsignedLong(value));
    } else {
      addLong(value);
    }
  }

  @Override
  public void addLong(long value) {
    if (annotation instanceof TimestampLogicalTypeAnnotation timestamp) {
      values.accept(time(timestamp, value));
    } else if (annotation instanceof DecimalLogicalTypeAnnotation decimal) {
      values.accept(BigDecimal.valueOf(value, decimal.getScale()));
    } else if (annotation instanceof IntLogicalTypeAnnotation integer
        && !integer.isSigned()
        && value < 0) {
      values.accept(new BigInteger(Long.toUnsignedString(value)));
    } else {
      values.accept(value);
    }
  }

  private static String time(TimestampLogicalTypeAnnotation timestamp, long value) {
    long perSecond = perSecond(timestamp.getUnit());
    Instant instant =
        Instant.ofEpochSecond(
            Math.floorDiv(value, perSecond),
            Math.floorMod(value, perSecond) * (1_000_000_000L / perSecond));
    return timestamp.isAdjustedToUTC()
        ? instant.toString()
        : LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString();
  }

  private static long perSecond(TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> 1_000;
      case MICROS -> 1_000_000;
      case NANOS -> 1_000_000_000;
    };
  }

  @Override
  public void addFloat(float value) {
    values.accept(value);
  }

  @Override
  public void addDouble(double value) {
    values.accept(value);
  }

  @Override
  public void addBinary(Binary value) {
    if (type == PrimitiveTypeName.INT96) {
      values.accept(timeOfInt96(value.toByteBuffer()));
    } else if (annotation instanceof DecimalLogicalTypeAnnotation decimal) {
      values.accept(new BigDecimal(new BigInteger(value.getBytes()), decimal.getScale()));
    } else {
      values.accept(text(value));
    }
  }

  /** Nanoseconds of the day, and the Julian day, both in UTC, as Impala and Spark write them. */
  private static String timeOfInt96(ByteBuffer bytes) {
    ByteBuffer value = bytes.order(ByteOrder.LITTLE_ENDIAN);
    int at = value.position();
    long nanos = value.getLong(at);
    long day = value.getInt(at + Long.BYTES) - JULIAN_DAY_OF_EPOCH;
    return Instant.ofEpochSecond(day * SECONDS_PER_DAY, nanos).toString();
  }

  /** Not all that write texts say so. */
  private static String text(Binary value) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(value.toByteBuffer()).toString();
    } catch (CharacterCodingException e) {
      return Base64.getEncoder().encodeToString(value.getBytes());
    }
  }
}
