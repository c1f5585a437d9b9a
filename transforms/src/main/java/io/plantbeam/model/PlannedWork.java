package io.plantbeam.model;

/**
 * A span of planned work on what a series belongs to. Times are microseconds since the epoch.
 *
 * @param fromMicros the first moment in it
 * @param toMicros the first moment after it
 * @param reason what results that it suppresses name
 */
public record PlannedWork(long fromMicros, long toMicros, String reason) {

  public boolean contains(long micros) {
    return micros >= fromMicros && micros < toMicros;
  }

  /** Whether it has a moment of a span, whose end is exclusive; a span of no length is one. */
  public boolean overlaps(long spanFrom, long spanTo) {
    return spanFrom == spanTo ? contains(spanFrom) : fromMicros < spanTo && toMicros > spanFrom;
  }
}
