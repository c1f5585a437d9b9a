package io.plantbeam.conformance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which message of the golden data a job speaks of when it names a source and an offset. */
final class GoldenPlaces {
  private final Map<String, String> places = new HashMap<>();
  private final int[] counts = new int[GoldenData.PARTITIONS];

  /** The places of messages in the files that {@link GoldenData#writeFiles} makes of them. */
  static GoldenPlaces ofFiles(List<GoldenMessage> messages) {
    GoldenPlaces places = new GoldenPlaces();
    long[] offsets = new long[GoldenData.PARTITIONS];
    for (GoldenMessage message : messages) {
      int partition = message.partition();
      places.add(message, "golden-%d.ndjson".formatted(partition), offsets[partition]);
      offsets[partition] += message.payload().length + 1;
    }
    return places;
  }

  /** Adds the next message of a partition. */
  void add(GoldenMessage message, String source, long offset) {
    int partition = message.partition();
    places.put(source + "@" + offset, partition + ":" + counts[partition]++);
  }

  /** Such as {@code 2:17} for the message after 17 others of partition 2. */
  String of(String source, long offset) {
    String place = source + "@" + offset;
    return places.getOrDefault(place, place);
  }
}
