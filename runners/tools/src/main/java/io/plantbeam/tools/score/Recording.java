package io.plantbeam.tools.score;

import java.util.List;

/**
 * What is judged as one in a benchmark: a series of NAB, or an experiment of SKAB with all of its
 * channels.
 *
 * @param name its file, relative to the folder of the data
 * @param times epoch milliseconds of each row, in the order of the file
 * @param channels the sensors, with a value a row
 * @param labels the rows in which something was wrong, in their order
 */
@SuppressWarnings("ArrayRecordComponent")
record Recording(String name, long[] times, List<Channel> channels, List<RowRange> labels) {

  /** The values of one sensor. */
  @SuppressWarnings("ArrayRecordComponent")
  record Channel(String sensorId, String name, double[] values) {}

  int rows() {
    return times.length;
  }

  /** The name without the suffix of the file; identifies the recording's asset. */
  String asset() {
    return withoutSuffix(name);
  }

  static String withoutSuffix(String file) {
    return file.endsWith(".csv") ? file.substring(0, file.length() - ".csv".length()) : file;
  }
}
