package io.plantbeam.order;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.Origin;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Readings of a series or an asset in event-time order, whatever the order in which they came. Of
 * readings at one time, the order is by sensor, metric, and where they come from.
 *
 * @param batches one for each series, context and origin; each sorted by event time
 */
public record OrderedReadings(List<EnrichedBatch> batches) {
  private static final Comparator<EnrichedBatch> BY_LABEL =
      comparing(
              EnrichedBatch::readings,
              comparing(
                      ReadingBatch::series,
                      by(SeriesInfo::sensorId)
                          .thenComparing(by(SeriesInfo::metric))
                          .thenComparing(by(SeriesInfo::sensorType))
                          .thenComparing(by(SeriesInfo::facilityId))
                          .thenComparing(by(SeriesInfo::unit)))
                  .thenComparing(ReadingBatch::origin))
          .thenComparing(batch -> batch.asset().toString());

  private record Label(SeriesContext context, Origin origin) {}

  /** Takes one reading: the number of its batch, and its place in it. */
  public interface Visitor {
    void reading(int batch, int index);
  }

  /** Sorts batches, of which there is at least one, and leaves out what attributes they have. */
  public static OrderedReadings of(List<EnrichedBatch> pieces) {
    if (pieces.size() == 1) {
      return new OrderedReadings(List.of(sorted(List.of(pieces.get(0).withoutAttributes()))));
    }
    Map<Label, List<EnrichedBatch>> byLabel = new LinkedHashMap<>();
    for (EnrichedBatch withAttributes : pieces) {
      EnrichedBatch piece = withAttributes.withoutAttributes();
      byLabel
          .computeIfAbsent(
              new Label(piece.context(), piece.readings().origin()), label -> new ArrayList<>(4))
          .add(piece);
    }
    List<EnrichedBatch> batches = new ArrayList<>(byLabel.size());
    byLabel.values().forEach(ofLabel -> batches.add(sorted(ofLabel)));
    if (batches.size() > 1) {
      batches.sort(BY_LABEL);
    }
    return new OrderedReadings(batches);
  }

  /** Those of some batches; null where there are none. */
  public OrderedReadings where(Predicate<EnrichedBatch> wanted) {
    if (batches.stream().allMatch(wanted)) {
      return this;
    }
    List<EnrichedBatch> some = batches.stream().filter(wanted).toList();
    return some.isEmpty() ? null : new OrderedReadings(some);
  }

  /** The number of readings. */
  public int size() {
    int size = 0;
    for (EnrichedBatch batch : batches) {
      size += batch.readings().size();
    }
    return size;
  }

  /** The least event time, in milliseconds since the epoch. */
  public long earliest() {
    long earliest = Long.MAX_VALUE;
    for (EnrichedBatch batch : batches) {
      earliest = Math.min(earliest, batch.readings().eventTimeMillis(0));
    }
    return earliest;
  }

  /** Visits all readings in their order. */
  public void forEach(Visitor visitor) {
    if (batches.size() == 1) {
      int size = batches.get(0).readings().size();
      for (int i = 0; i < size; i++) {
        visitor.reading(0, i);
      }
      return;
    }
    // Batches are few: one for each channel, as a rule.
    int[] next = new int[batches.size()];
    while (true) {
      int earliest = -1;
      long time = Long.MAX_VALUE;
      for (int b = 0; b < next.length; b++) {
        ReadingBatch readings = batches.get(b).readings();
        if (next[b] < readings.size()
            && (earliest < 0 || readings.eventTimeMicros(next[b]) < time)) {
          earliest = b;
          time = readings.eventTimeMicros(next[b]);
        }
      }
      if (earliest < 0) {
        return;
      }
      visitor.reading(earliest, next[earliest]++);
    }
  }

  private record Place(ReadingBatch batch, int index) {
    static final Comparator<Place> IN_ORDER =
        Comparator.<Place>comparingLong(place -> place.batch.eventTimeMicros(place.index))
            .thenComparingLong(place -> place.batch.offset(place.index))
            .thenComparingDouble(place -> place.batch.value(place.index));
  }

  private static EnrichedBatch sorted(List<EnrichedBatch> pieces) {
    pieces =
        pieces.size() == 1
            ? pieces
            : pieces.stream()
                .sorted(Comparator.comparingLong(piece -> piece.readings().eventTimeMicros(0)))
                .toList();
    EnrichedBatch first = pieces.get(0);
    boolean ascending = isStrictlyAscending(pieces);
    if (ascending && pieces.size() == 1) {
      return first;
    }
    ReadingBatch.Builder joined =
        new ReadingBatch.Builder(first.readings().series(), first.readings().origin());
    if (ascending) {
      for (EnrichedBatch piece : pieces) {
        for (int i = 0; i < piece.readings().size(); i++) {
          joined.add(piece.readings(), i);
        }
      }
    } else {
      List<Place> places = new ArrayList<>();
      for (EnrichedBatch piece : pieces) {
        for (int i = 0; i < piece.readings().size(); i++) {
          places.add(new Place(piece.readings(), i));
        }
      }
      places.sort(Place.IN_ORDER);
      places.forEach(place -> joined.add(place.batch, place.index));
    }
    return new EnrichedBatch(joined.build(), first.context());
  }

  private static boolean isStrictlyAscending(List<EnrichedBatch> pieces) {
    long previous = Long.MIN_VALUE;
    for (EnrichedBatch piece : pieces) {
      ReadingBatch batch = piece.readings();
      for (int i = 0; i < batch.size(); i++) {
        if (batch.eventTimeMicros(i) <= previous) {
          return false;
        }
        previous = batch.eventTimeMicros(i);
      }
    }
    return true;
  }

  private static <T> Comparator<T> by(Function<T, String> field) {
    return comparing(field, nullsFirst(naturalOrder()));
  }

  /** The batches. */
  public static final class ReadingsCoder extends VersionedCoder<OrderedReadings> {
    private static final long serialVersionUID = 1;

    public static final ReadingsCoder INSTANCE = new ReadingsCoder();

    private ReadingsCoder() {
      super(1);
    }

    @Override
    protected void write(OrderedReadings value, ByteWriter out) {
      EnrichedBatch.EnrichedBatchCoder.INSTANCE.embedAll(value.batches, out);
    }

    @Override
    protected OrderedReadings read(int bodyVersion, ByteReader in) {
      return new OrderedReadings(EnrichedBatch.EnrichedBatchCoder.INSTANCE.readAllEmbedded(in));
    }
  }
}
