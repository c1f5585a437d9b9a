package io.plantbeam.deduplicate;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.model.SeriesKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The number of series, and their sensors, metrics and facilities; then their times. A metric or a
 * facility is written the first time that it comes, and then as the number of its place.
 */
final class SeenTimesOfShardCoder extends VersionedCoder<SeenTimesOfShard> {
  private static final long serialVersionUID = 1;

  static final SeenTimesOfShardCoder INSTANCE = new SeenTimesOfShardCoder();

  private SeenTimesOfShardCoder() {
    super(1);
  }

  @Override
  protected void write(SeenTimesOfShard value, ByteWriter out) {
    Map<String, Integer> places = new HashMap<>();
    List<SeenTimes> times = new ArrayList<>(value.size());
    out.writeVarLong(value.size());
    value.forEach(
        (series, ofSeries) -> {
          out.writeString(series.sensorId());
          writeText(series.metric(), places, out);
          writeText(series.facilityId(), places, out);
          times.add(ofSeries);
        });
    SeenTimes.SeenTimesCoder.INSTANCE.embedAll(times, out);
  }

  private static void writeText(String text, Map<String, Integer> places, ByteWriter out) {
    Integer place = places.putIfAbsent(text, places.size() + 1);
    if (place == null) {
      out.writeVarLong(0);
      out.writeString(text);
    } else {
      out.writeVarLong(place);
    }
  }

  @Override
  protected SeenTimesOfShard read(int bodyVersion, ByteReader in) {
    List<String> texts = new ArrayList<>();
    int size = in.readVarInt();
    List<SeriesKey> series = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String sensorId = in.readString();
      String metric = readText(texts, in);
      series.add(new SeriesKey(readText(texts, in), sensorId, metric));
    }
    List<SeenTimes> times = SeenTimes.SeenTimesCoder.INSTANCE.readAllEmbedded(in);
    SeenTimesOfShard.Builder value = SeenTimesOfShard.EMPTY.change();
    for (int i = 0; i < size; i++) {
      value.put(series.get(i), times.get(i));
    }
    return value.build();
  }

  private static String readText(List<String> texts, ByteReader in) {
    int place = in.readVarInt();
    if (place > 0) {
      return texts.get(place - 1);
    }
    String text = in.readString();
    texts.add(text);
    return text;
  }
}
