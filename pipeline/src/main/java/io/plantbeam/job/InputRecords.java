package io.plantbeam.job;

import io.plantbeam.model.RawMessage;
import io.plantbeam.parse.CsvLayout;
import io.plantbeam.parse.EventTimeExtractor;
import io.plantbeam.parse.MessageFormat;

/**
 * What a source has to know of the records that it reads.
 *
 * @param eventTimes of which a stream's watermark is made; null where their order says nothing of
 *     event time, so that the time of reading takes its place
 * @param needsKeyAndHeaders whether these are read too, where there are any
 * @param maxBytes the size of the largest record that is kept whole
 * @param csv how text files are written whose rows are records; null where their lines are
 */
public record InputRecords(
    EventTimeExtractor eventTimes, boolean needsKeyAndHeaders, int maxBytes, CsvLayout csv) {

  /** Messages of sensors. */
  public static InputRecords messages(MessageFormat format) {
    return new InputRecords(
        format.eventTimes(),
        format.needsKeyAndHeaders(),
        RawMessage.MAX_PAYLOAD_BYTES,
        format.csv());
  }

  /** Dead letters of an earlier run. */
  public static InputRecords deadLetters() {
    // JSON writes a byte with six characters at most.
    return new InputRecords(null, false, 8 * RawMessage.MAX_PAYLOAD_BYTES, null);
  }
}
