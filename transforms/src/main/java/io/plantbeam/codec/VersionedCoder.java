package io.plantbeam.codec;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.ObjectStreamException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.VarInt;

/**
 * A deterministic binary form: a version byte, the length of the body, the body.
 *
 * <p>A body that is part of another one has its version before it too, so that it can change
 * without those that hold it. What only one body holds, and what is written without a coder of its
 * own, changes with that body's version.
 *
 * <p>A coder that changes its body raises its version and goes on reading the older ones, so that
 * state written by an earlier release is restored by a later one. Each is a singleton, the constant
 * {@code INSTANCE}, and declares its {@code serialVersionUID}: engines save the coder itself beside
 * the state that it wrote, and a class whose number had changed would not be read again.
 */
public abstract class VersionedCoder<T> extends AtomicCoder<T> {
  private static final long serialVersionUID = 1;

  /** Larger buffers are not kept by the thread that needed one. */
  private static final int KEPT_BUFFER_BYTES = 1 << 20;

  private static final ThreadLocal<ByteWriter> BUFFER =
      ThreadLocal.withInitial(() -> new ByteWriter(512));

  private final transient int version;

  /**
   * @param version what {@link #write} writes, 1 to 127
   */
  protected VersionedCoder(int version) {
    this.version = version;
  }

  /** Appends the body in the current version. Must not call {@link #encode} of any coder. */
  protected abstract void write(T value, ByteWriter out);

  /** Reads a body that was written in this or an earlier version. */
  protected abstract T read(int bodyVersion, ByteReader in);

  /** Appends a value as part of another body: the version, the body. */
  public final void embed(T value, ByteWriter out) {
    out.writeByte(version);
    write(value, out);
  }

  /** Reads what {@link #embed} wrote in this or an earlier version. */
  public final T readEmbedded(ByteReader in) {
    return read(checked(in.readByte()), in);
  }

  /** Appends values as part of another body: the version, the number of values, the bodies. */
  public final void embedAll(List<T> values, ByteWriter out) {
    out.writeByte(version);
    out.writeVarLong(values.size());
    for (T value : values) {
      write(value, out);
    }
  }

  /** Reads what {@link #embedAll} wrote in this or an earlier version. */
  public final List<T> readAllEmbedded(ByteReader in) {
    int bodyVersion = checked(in.readByte());
    int size = in.readVarInt();
    // A damaged size must not take memory before the values prove missing.
    List<T> values = new ArrayList<>(Math.min(size, 1_000));
    for (int i = 0; i < size; i++) {
      values.add(read(bodyVersion, in));
    }
    return values;
  }

  private int checked(int bodyVersion) {
    if (bodyVersion <= 0 || bodyVersion > version) {
      throw new UncheckedIOException(
          new CoderException(
              "%s reads versions 1 to %d, but found %d"
                  .formatted(getClass().getSimpleName(), version, bodyVersion)));
    }
    return bodyVersion;
  }

  @Override
  public final void encode(T value, OutputStream out) throws IOException {
    if (value == null) {
      throw new CoderException(getClass().getSimpleName() + " cannot encode null");
    }
    ByteWriter buffer = BUFFER.get();
    buffer.clear();
    write(value, buffer);
    out.write(version);
    VarInt.encode(buffer.size(), out);
    out.write(buffer.array(), 0, buffer.size());
    if (buffer.capacity() > KEPT_BUFFER_BYTES) {
      BUFFER.remove();
    }
  }

  @Override
  public final T decode(InputStream in) throws IOException {
    int bodyVersion = in.read();
    if (bodyVersion < 0) {
      throw new EOFException();
    }
    int length = VarInt.decodeInt(in);
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("%d of %d bytes".formatted(body.length, length));
    }
    try {
      ByteReader reader = new ByteReader(body);
      T value = read(checked(bodyVersion), reader);
      if (!reader.atEnd()) {
        throw new CoderException(getClass().getSimpleName() + " left bytes unread");
      }
      return value;
    } catch (IndexOutOfBoundsException e) {
      throw new CoderException(getClass().getSimpleName() + " found a damaged body", e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * This release's coder for one that was saved, perhaps by a release that wrote another version.
   */
  protected final Object readResolve() throws ObjectStreamException {
    try {
      Field instance = getClass().getDeclaredField("INSTANCE");
      instance.setAccessible(true);
      return instance.get(null);
    } catch (ReflectiveOperationException e) {
      InvalidClassException failure =
          new InvalidClassException(getClass().getName(), "has no constant INSTANCE");
      failure.initCause(e);
      throw failure;
    }
  }
}
