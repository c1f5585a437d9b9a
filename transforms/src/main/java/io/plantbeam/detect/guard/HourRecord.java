package io.plantbeam.detect.guard;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;

/**
 * The greatest figure of all clock hours that are over: what the running hour brings is held
 * against the past and not against itself.
 *
 * <p>Mutable and not thread-safe.
 */
final class HourRecord {
  private double record;
  private double running;

  double record() {
    return record;
  }

  void add(double figure) {
    running = Math.max(running, figure);
  }

  void endHour() {
    record = Math.max(record, running);
    running = 0;
  }

  void write(ByteWriter out) {
    out.writeDouble(record);
    out.writeDouble(running);
  }

  static HourRecord read(ByteReader in) {
    HourRecord value = new HourRecord();
    value.record = in.readDouble();
    value.running = in.readDouble();
    return value;
  }
}
