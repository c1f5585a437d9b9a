package io.plantbeam.conformance;

/**
 * One message of the golden data.
 *
 * @param source that it is sent to, or whose file it is in
 * @param kind what has to be known of it beyond its place
 */
@SuppressWarnings("ArrayRecordComponent")
record GoldenMessage(GoldenSource source, Part part, Kind kind, byte[] payload) {

  /** Streams are given the parts one after the other, files have them in this order. */
  enum Part {
    /** Up to ten past one. */
    FIRST,
    /** What arrives when a stream is done with the windows of the first part but its last. */
    LATE,
    /** From ten past one on, after the restart. */
    SECOND
  }

  enum Kind {
    ORDINARY,
    /** A dead letter that is the last message of its source and part. */
    LAST_OF_PART,
    /** Late, and within the allowed lateness. */
    LATE,
    /** Too late for each of its windows. */
    TOO_LATE,
    /** A duplicate that comes longer after the first than a stream remembers it. */
    FORGOTTEN_DUPLICATE
  }
}
