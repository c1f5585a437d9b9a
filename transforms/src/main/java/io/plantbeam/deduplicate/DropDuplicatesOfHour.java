package io.plantbeam.deduplicate;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingLong;
import static java.util.Comparator.naturalOrder;

import io.plantbeam.model.Counters;
import io.plantbeam.model.Origin;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.model.SeriesKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * All batches of an hour in; one batch per origin and {@link SeriesInfo} out, without duplicates
 * and sorted by event time.
 */
final class DropDuplicatesOfHour
    extends DoFn<KV<KV<Integer, Long>, Iterable<ReadingBatch>>, List<ReadingBatch>> {
  private static final Comparator<ReadingBatch> BY_ORIGIN = comparing(ReadingBatch::origin);

  private static final Comparator<ReadingBatch> BY_SERIES =
      comparing(
          ReadingBatch::series,
          nullsFirst(SeriesInfo::sensorType).thenComparing(nullsFirst(SeriesInfo::unit)));

  /** One message has one reading of an identity; the rest is for messages with repeated fields. */
  private static final Comparator<Place> BY_IDENTITY_THEN_WINNER_FIRST =
      comparingLong(Place::time)
          .thenComparing(comparingDouble(Place::value))
          .thenComparing(Place::batch, BY_ORIGIN)
          .thenComparing(comparingLong(Place::offset))
          .thenComparing(Place::batch, BY_SERIES)
          .thenComparing(comparingDouble(Place::quality));

  private final Counter duplicates = Counters.counter(Counters.DUPLICATES);
  private final OtherValues sameTime = new OtherValues();

  /** A reading. */
  private record Place(ReadingBatch batch, int index) {
    long time() {
      return batch.eventTimeMicros(index);
    }

    long offset() {
      return batch.offset(index);
    }

    double value() {
      // Without the sign of zero, which compares as less and is equal.
      return batch.value(index) + 0.0;
    }

    double quality() {
      return batch.quality(index);
    }
  }

  private record Label(SeriesInfo series, Origin origin) {}

  @ProcessElement
  public void processElement(
      @Element KV<KV<Integer, Long>, Iterable<ReadingBatch>> element,
      OutputReceiver<List<ReadingBatch>> output) {
    Map<SeriesKey, List<ReadingBatch>> batchesOfSeries = new LinkedHashMap<>();
    for (ReadingBatch batch : element.getValue()) {
      batchesOfSeries.computeIfAbsent(batch.series().key(), s -> new ArrayList<>()).add(batch);
    }
    batchesOfSeries.values().forEach(batches -> output(batches, output));
  }

  private void output(List<ReadingBatch> batches, OutputReceiver<List<ReadingBatch>> output) {
    batches.sort(comparingLong(batch -> batch.eventTimeMicros(0)));
    Map<Label, ReadingBatch.Builder> kept =
        isStrictlyAscending(batches) ? joined(batches) : sortedWithoutDuplicates(batches);
    for (ReadingBatch.Builder builder : kept.values()) {
      ReadingBatch batch = builder.build();
      output.outputWithTimestamp(List.of(batch), Instant.ofEpochMilli(batch.eventTimeMillis(0)));
    }
  }

  private static boolean isStrictlyAscending(List<ReadingBatch> batches) {
    long previous = Long.MIN_VALUE;
    for (ReadingBatch batch : batches) {
      for (int i = 0; i < batch.size(); i++) {
        if (batch.eventTimeMicros(i) <= previous) {
          return false;
        }
        previous = batch.eventTimeMicros(i);
      }
    }
    return true;
  }

  private static Map<Label, ReadingBatch.Builder> joined(List<ReadingBatch> batches) {
    Map<Label, ReadingBatch.Builder> joined = new LinkedHashMap<>();
    for (ReadingBatch batch : batches) {
      ReadingBatch.Builder builder = builderFor(batch, joined);
      for (int i = 0; i < batch.size(); i++) {
        builder.add(batch, i);
      }
    }
    return joined;
  }

  @SuppressWarnings("ReferenceEquality")
  private Map<Label, ReadingBatch.Builder> sortedWithoutDuplicates(List<ReadingBatch> batches) {
    List<Place> places = new ArrayList<>();
    for (ReadingBatch batch : batches) {
      for (int i = 0; i < batch.size(); i++) {
        places.add(new Place(batch, i));
      }
    }
    places.sort(BY_IDENTITY_THEN_WINNER_FIRST);

    Map<Label, ReadingBatch.Builder> kept = new LinkedHashMap<>();
    long dropped = 0;
    long otherValues = 0;
    long timeOfOther = 0;
    Place winner = null;
    ReadingBatch.Builder builder = null;
    for (Place place : places) {
      boolean sameTimeAgain = winner != null && place.time() == winner.time();
      if (sameTimeAgain && place.value() == winner.value()) {
        dropped++;
      } else {
        if (sameTimeAgain) {
          otherValues++;
          timeOfOther = place.time();
        }
        if (builder == null || winner.batch != place.batch) {
          builder = builderFor(place.batch, kept);
        }
        builder.add(place.batch, place.index);
        winner = place;
      }
    }
    duplicates.inc(dropped);
    sameTime.add(otherValues, places.get(0).batch.series().key(), timeOfOther);
    return kept;
  }

  private static ReadingBatch.Builder builderFor(
      ReadingBatch batch, Map<Label, ReadingBatch.Builder> builders) {
    return builders.computeIfAbsent(
        new Label(batch.series(), batch.origin()),
        label -> new ReadingBatch.Builder(label.series, label.origin));
  }

  private static <T> Comparator<T> nullsFirst(Function<T, String> field) {
    return comparing(field, Comparator.nullsFirst(naturalOrder()));
  }
}
