package io.plantbeam.tools.simulate.machines;

import io.plantbeam.tools.simulate.JsonBytes;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The readings of the sensors of one machine as the lines of an NDJSON file, slot by slot. */
final class SeriesFile {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final byte[] VALUE = ascii(",\"value\":");

  private SeriesFile() {}

  static void write(Path file, String facility, List<SensorSeries> series) throws IOException {
    byte[][] heads = new byte[series.size()][];
    byte[][] tails = new byte[series.size()][];
    for (int i = 0; i < heads.length; i++) {
      SensorTraits traits = series.get(i).traits();
      heads[i] = ascii("{\"sensor_id\":\"%s\",\"timestamp\":\"".formatted(traits.sensorId()));
      tails[i] =
          ascii(
              ",\"unit\":\"%s\",\"sensor_type\":\"%s\",\"facility_id\":\"%s\"}\n"
                  .formatted(traits.quantity().unit(), traits.quantity().sensorType(), facility));
    }
    JsonBytes json = new JsonBytes();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES)) {
      for (int slot = 0; slot < series.get(0).slots(); slot++) {
        for (int i = 0; i < heads.length; i++) {
          SensorSeries one = series.get(i);
          if (one.sent()[slot]) {
            json.clear();
            json.append(heads[i]).appendIso(one.times()[slot]).append('"').append(VALUE);
            json.appendDecimal(one.values()[slot], one.traits().decimals()).append(tails[i]);
            out.write(json.copy());
          }
        }
      }
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
