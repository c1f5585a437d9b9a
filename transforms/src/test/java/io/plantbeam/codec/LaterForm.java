package io.plantbeam.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.model.AssetContext;
import io.plantbeam.model.Origin;
import io.plantbeam.model.SeriesInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.beam.sdk.util.CoderUtils;

/**
 * A copy of the form of a value that records hold, to which a field is added, as a later release
 * may have it.
 */
public final class LaterForm<T> extends Interner<LaterForm.Value<T>> {
  private static final String DEFAULT = "not said";

  private final T value;
  private final BiConsumer<T, ByteWriter> fields;
  private final Function<ByteReader, T> reader;

  /** A value of a later release. */
  record Value<T>(T known, String added) {}

  private LaterForm(T value, BiConsumer<T, ByteWriter> fields, Function<ByteReader, T> reader) {
    super(16);
    this.value = value;
    this.fields = fields;
    this.reader = reader;
  }

  public static LaterForm<SeriesInfo> of(SeriesInfo value) {
    return new LaterForm<>(
        value,
        (series, out) -> {
          out.writeString(series.sensorId());
          out.writeString(series.metric());
          out.writeString(series.sensorType());
          out.writeString(series.facilityId());
          out.writeString(series.unit());
        },
        in ->
            new SeriesInfo(
                in.readString(),
                in.readString(),
                in.readString(),
                in.readString(),
                in.readString()));
  }

  public static LaterForm<Origin> of(Origin value) {
    return new LaterForm<>(
        value,
        (origin, out) -> {
          out.writeByte(origin.kind().equals(Origin.KAFKA) ? 1 : 2);
          out.writeString(origin.name());
          out.writeSignedVarLong(origin.partition());
        },
        in ->
            new Origin(
                in.readByte() == 1 ? Origin.KAFKA : Origin.FILE,
                in.readString(),
                (int) in.readSignedVarLong()));
  }

  public static LaterForm<AssetContext> of(AssetContext value) {
    double[] numbers = {
      value.low(), value.high(), value.equipmentCriticality(), value.facilityCriticality()
    };
    boolean[] given = new boolean[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      given[i] = i < 2 ? !Double.isNaN(numbers[i]) : numbers[i] != 0;
    }
    return new LaterForm<>(
        value,
        (asset, out) -> {
          int flags = asset.matched() ? 1 : 0;
          for (int i = 0; i < given.length; i++) {
            flags |= given[i] ? 2 << i : 0;
          }
          out.writeByte(flags);
          out.writeString(asset.facilityId());
          out.writeString(asset.facilityName());
          out.writeString(asset.facilityLocation());
          out.writeString(asset.timezone());
          out.writeString(asset.productionLine());
          out.writeString(asset.equipmentId());
          out.writeString(asset.maintenanceSchedule());
          out.writeString(asset.calibrationDate());
          for (int i = 0; i < given.length; i++) {
            if (given[i]) {
              out.writeDouble(numbers[i]);
            }
          }
        },
        in -> {
          assertEquals(value.matched(), (in.readByte() & 1) != 0);
          String[] texts = new String[8];
          Arrays.setAll(texts, i -> in.readString());
          for (int i = 0; i < given.length; i++) {
            assertTrue(!given[i] || in.readDouble() == numbers[i]);
          }
          return new AssetContext(
              value.matched(),
              texts[0],
              texts[1],
              texts[2],
              texts[3],
              texts[4],
              texts[5],
              texts[6],
              texts[7],
              numbers[0],
              numbers[1],
              numbers[2],
              numbers[3]);
        });
  }

  @Override
  protected void encode(Value<T> later, ByteWriter out) {
    fields.accept(later.known, out);
    if (!later.added.equals(DEFAULT)) {
      out.writeString(later.added);
    }
  }

  @Override
  protected Value<T> decode(ByteReader in) {
    return new Value<>(reader.apply(in), in.atEnd() ? DEFAULT : in.readString());
  }

  private byte[] bytes(String added) {
    ByteWriter out = new ByteWriter(64);
    write(new Value<>(value, added), out);
    return out.toByteArray();
  }

  /**
   * A record that holds the value is read by the later release, to which the added field has its
   * default; and as the later release writes it, the record is read by this one.
   */
  public <R> void assertHeldBy(VersionedCoder<R> coder, R record) throws IOException {
    byte[] saved = CoderUtils.encodeToByteArray(coder, record);
    byte[] present = bytes(DEFAULT);
    int at = indexOf(saved, present, 0);
    assertTrue(at >= 0, () -> record + " holds no " + value);
    ByteReader in = new ByteReader(saved);
    in.skip(at);
    assertEquals(new Value<>(value, DEFAULT), read(in));
    assertEquals(at + present.length, in.position());

    byte[] later = withPart(saved, present, bytes("x".repeat(200)));
    R read = CoderUtils.decodeFromByteArray(coder, later);
    assertArrayEquals(saved, CoderUtils.encodeToByteArray(coder, read));
    assertTrue(later.length > saved.length + 200);
  }

  /** The record with another part in place of one, wherever it holds it. */
  private static byte[] withPart(byte[] record, byte[] part, byte[] other) {
    ByteReader in = new ByteReader(record);
    int version = in.readByte();
    byte[] body = in.readBytes();
    ByteReader inBody = new ByteReader(body);
    boolean interned = inBody.readVarInt() == body.length - inBody.position();
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    int from = interned ? inBody.position() : 0;
    for (int at = indexOf(body, part, from); at >= 0; at = indexOf(body, part, from)) {
      changed.write(body, from, at - from);
      changed.writeBytes(other);
      from = at + part.length;
    }
    changed.write(body, from, body.length - from);
    byte[] whole = changed.toByteArray();
    if (interned) {
      ByteWriter form = new ByteWriter(64);
      form.writeBytes(whole);
      whole = form.toByteArray();
    }
    ByteWriter out = new ByteWriter(64);
    out.writeByte(version);
    out.writeBytes(whole);
    return out.toByteArray();
  }

  private static int indexOf(byte[] bytes, byte[] part, int from) {
    for (int at = from; at <= bytes.length - part.length; at++) {
      if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
    return -1;
  }
}
