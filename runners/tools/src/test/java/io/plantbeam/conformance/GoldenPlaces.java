package io.plantbeam.conformance;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which message of the golden data a job speaks of when it names a source and an offset. */
final class GoldenPlaces {
  private final Map<String, String> places = new HashMap<>();
  private final Map<GoldenSource, Integer> counts = new EnumMap<>(GoldenSource.class);

  /** The places of messages in the files that {@link GoldenData#writeFiles} makes of them. */
  static GoldenPlaces ofFiles(List<GoldenMessage> messages) {
    GoldenPlaces places = new GoldenPlaces();
    Map<GoldenSource, Long> ends = new EnumMap<>(GoldenSource.class);
    for (GoldenMessage message : messages) {
      GoldenSource source = message.source();
      long length = source.line(message.payload()).length + 1L;
      long end = ends.merge(source, length, Long::sum);
      places.add(message, source.file(), end - length);
    }
    return places;
  }

  /** Adds the next message of its source, by the name that the job has for the source. */
  void add(GoldenMessage message, String name, long offset) {
    int number = counts.merge(message.source(), 1, Integer::sum) - 1;
    places.put(name + "@" + offset, message.source().place(number));
  }

  /** Such as {@code 2:17}; see {@link GoldenSource#place}. */
  String of(String name, long offset) {
    String place = name + "@" + offset;
    return places.getOrDefault(place, place);
  }
}
