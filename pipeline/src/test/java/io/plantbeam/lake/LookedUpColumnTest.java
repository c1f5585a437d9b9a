package io.plantbeam.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.model.OutputSchema;
import io.plantbeam.output.ContentHash;
import io.plantbeam.parquet.PageCodecs;
import io.plantbeam.parquet.WriterSettings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Bloom filter of {@code sensor_id} saves a reader who looks for one of many sensors. */
class LookedUpColumnTest {
  /** Too many for a dictionary. */
  private static final int SENSORS = 90_000;

  private static final int ROWS_OF_SENSOR = 6;
  private static final int LOOKED_FOR = 50;

  private record Row(String sensor, double value) {}

  private static final OutputSchema<Row> SCHEMA =
      OutputSchema.<Row>of("readings")
          .text("sensor_id", "sensor", Row::sensor)
          .number("value", "value", Row::value)
          .build();

  @TempDir static Path folder;
  private static Path file;

  /** One half of the sensors after the other, of which no name tells in which half it is. */
  @BeforeAll
  static void writeFile() throws IOException {
    file = folder.resolve("readings.parquet");
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        ParquetWriter<Row> writer =
            ParquetRows.writer(SCHEMA, channel, WriterSettings.OF_READINGS, Map.of())) {
      for (int half = 0; half < 2; half++) {
        for (int row = 0; row < SENSORS * ROWS_OF_SENSOR; row++) {
          writer.write(
              new Row(sensor(half * SENSORS + row % SENSORS), (double) ContentHash.mix(row)));
        }
      }
    }
  }

  private static String sensor(int number) {
    return "%016x".formatted(ContentHash.mix(number));
  }

  @Test
  void groupsThatHaveNoRowOfASensorAreNotRead() throws IOException {
    int all = groups(sensor(2 * SENSORS - 1), false);
    assertTrue(all > 1, () -> all + " row groups");
    int read = 0;
    for (int i = 0; i < LOOKED_FOR; i++) {
      // The last of the second half; its rows are in the last groups alone.
      int found = groups(sensor(2 * SENSORS - 1 - i), true);
      assertTrue(found > 0);
      read += found;
    }
    assertTrue(read < 0.8 * all * LOOKED_FOR, "%d of %d".formatted(read, all * LOOKED_FOR));
  }

  @Test
  void fileIsNotReadForASensorThatIsNotThere() throws IOException {
    int all = groups(sensor(-1), false);
    assertTrue(all > 1, "the statistics alone do not tell");
    int read = 0;
    for (int i = 1; i <= LOOKED_FOR; i++) {
      read += groups(sensor(-i), true);
    }
    // One in a hundred is taken for there.
    assertTrue(read <= LOOKED_FOR * all / 20, read + " groups were read");
    assertEquals(2L * SENSORS * ROWS_OF_SENSOR, rows());
  }

  /** How many row groups a reader opens for a sensor. */
  private int groups(String sensor, boolean bloomFilters) throws IOException {
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(new PageCodecs())
            .withRecordFilter(
                FilterCompat.get(
                    FilterApi.eq(FilterApi.binaryColumn("sensor_id"), Binary.fromString(sensor))))
            .useBloomFilter(bloomFilters)
            .build();
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
      return reader.getRowGroups().size();
    }
  }

  private long rows() throws IOException {
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(new PageCodecs())
            .build();
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
      return reader.getRecordCount();
    }
  }
}
