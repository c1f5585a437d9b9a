package io.plantbeam.detect.reading;

import static io.plantbeam.detect.TestBatches.UNMATCHED;
import static io.plantbeam.detect.TestBatches.asset;
import static io.plantbeam.detect.TestBatches.batch;
import static io.plantbeam.detect.TestBatches.withWork;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.plantbeam.detect.reading.ReadingDetector.Scope;
import io.plantbeam.detect.reading.ReadingJudge.Outcome;
import io.plantbeam.detect.reading.novelty.NoveltyDetector;
import io.plantbeam.detect.settings.ConfiguredDetector;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.MinuteMeans;
import io.plantbeam.model.Reading;
import io.plantbeam.model.RecentMeans;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesKey;
import io.plantbeam.order.OrderedReadings;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class ReadingJudgeTest {
  private static final DetectorKey KEY =
      DetectorKey.ofSeries(new SeriesKey(null, "a", "temperature"));

  private final List<String> judged = new ArrayList<>();
  private final List<RecentMeans> curves = new ArrayList<>();

  private Outcome judge(
      DetectorStates before, List<EnrichedBatch> batches, ConfiguredDetector<?>... detectors)
      throws CoderException {
    return new ReadingJudge(JumpDetector.catalogue(detectors))
        .judge(KEY, OrderedReadings.of(batches), before, new Lines());
  }

  private final class Lines implements ReadingJudge.Judgements {
    @Override
    public void judged(
        ReadingDetector<?> detector,
        boolean settled,
        SeriesContext context,
        Reading reading,
        Score score,
        MinuteMeans means) {
      curves.add(means.recent());
      judged.add(
          "%s %d %s%s"
              .formatted(
                  detector.name(),
                  reading.eventTimeMillis() / 1000,
                  score.alert() ? "alert" : "ok",
                  settled ? "" : " unsettled"));
    }

    @Override
    public void completed(SeriesContext context, MinuteFigures minute) {
      judged.add("minute until " + minute.endMillis() / 1000);
    }
  }

  @Test
  void stateGoesOnFromSpanToSpan() throws CoderException {
    ConfiguredDetector<?> jump = JumpDetector.of(Scope.SERIES, 5);
    Outcome first = judge(DetectorStates.NONE, List.of(batch("a", 1, 10, 2, 11)), jump);
    Outcome second = judge(first.states(), List.of(batch("a", 3, 30, 4, 31)), jump);
    assertEquals(List.of("jump 1 ok", "jump 2 ok", "jump 3 alert", "jump 4 ok"), judged);
    assertEquals(4, second.states().judged());
    assertEquals(4_000_000, second.states().judgedUntil());
  }

  @Test
  void readingThatIsNotLaterThanTheSpanBeforeIsLeftOutAndChangesNothing() throws CoderException {
    ConfiguredDetector<?> jump = JumpDetector.of(Scope.SERIES, 5);
    DetectorStates before =
        judge(DetectorStates.NONE, List.of(batch("a", 1, 10, 2, 11)), jump).states();
    Outcome late = judge(before, List.of(batch("a", 1.5, 99, 2, 99)), jump);
    assertEquals(0, late.judged());
    assertSame(before, late.states());
    assertEquals(1, judge(before, List.of(batch("a", 1.5, 99, 2.5, 12)), jump).judged());
    assertEquals(List.of("jump 1 ok", "jump 2 ok", "jump 2 ok"), judged);
  }

  @Test
  void curveOfTheSeriesGoesOnFromSpanToSpanWithTheReadingAtHand() throws CoderException {
    ConfiguredDetector<?> jump = JumpDetector.of(Scope.SERIES, 5);
    DetectorStates before =
        judge(DetectorStates.NONE, List.of(batch("a", 1, 10, 59, 20)), jump).states();
    judge(before, List.of(batch("a", 61, 30, 2, 99)), jump);
    RecentMeans first = RecentMeans.NONE.with(0, 10);
    RecentMeans second = RecentMeans.NONE.with(0, 15);
    assertEquals(List.of(first, second, second.with(1, 30)), curves);
  }

  @Test
  void curveIsNotKeptWhereNothingMayBecomeAnAlertAndNotOfAssets() throws CoderException {
    ConfiguredDetector<?> jump = JumpDetector.of(Scope.SERIES, 5);
    judge(DetectorStates.NONE, List.of(batch("a", 1, 10)), JumpDetector.neverTold(jump));
    new ReadingJudge(JumpDetector.catalogue(JumpDetector.of(Scope.ASSET, 5)))
        .judge(
            DetectorKey.ofAsset(asset("pump")),
            OrderedReadings.of(List.of(batch("a", asset("pump"), 1, 10))),
            DetectorStates.NONE,
            new Lines());
    assertEquals(List.of(RecentMeans.NONE, RecentMeans.NONE), curves);
  }

  @Test
  void detectorIsToldOnceThatPlannedWorkHasEndedSinceTheReadingBefore() throws CoderException {
    ConfiguredDetector<?> jump = JumpDetector.of(Scope.SERIES, 5);
    DetectorStates before =
        judge(
                DetectorStates.NONE,
                List.of(batch("a", withWork(UNMATCHED, 2, 3, 5), 1, 10, 2, 30)),
                jump)
            .states();
    AssetContext after = withWork(UNMATCHED, 6, 3, 5);
    judge(before, List.of(batch("a", after, 6, 50, 7, 70)), jump);
    assertEquals(List.of("jump 1 ok", "jump 2 alert", "jump 6 ok", "jump 7 alert"), judged);
  }

  @Test
  void detectorThatIsAddedBeginsAnewAndOneThatIsRemovedIsForgotten() throws CoderException {
    ConfiguredDetector<?> kept = JumpDetector.of("kept", Scope.SERIES, 5);
    ConfiguredDetector<?> removed = JumpDetector.of("removed", Scope.SERIES, 5);
    ConfiguredDetector<?> added = JumpDetector.of("added", Scope.SERIES, 5);
    DetectorStates before =
        judge(DetectorStates.NONE, List.of(batch("a", 1, 10)), kept, removed).states();
    assertEquals(Set.of("kept", "removed"), before.encoded().keySet());
    DetectorStates after = judge(before, List.of(batch("a", 2, 30)), kept, added).states();
    assertEquals(Set.of("added", "kept"), after.encoded().keySet());
    assertEquals(List.of("kept 1 ok", "removed 1 ok", "kept 2 alert", "added 2 ok"), judged);
  }

  @Test
  void detectorThatIsAddedSettlesByReadingsOfItsOwn() throws CoderException {
    ConfiguredDetector<?> novelty = ConfiguredDetector.withDefaults(NoveltyDetector.TYPE);
    double[] calm = new double[2 * 1_200];
    for (int i = 0; i < calm.length; i += 2) {
      calm[i] = i + 1;
      calm[i + 1] = 20 + i % 8;
    }
    double[] rise = new double[2 * 200];
    for (int i = 0; i < rise.length; i += 2) {
      rise[i] = calm.length + i + 1;
      rise[i + 1] = i == 300 ? 1_000 : 20 + i % 8;
    }
    List<EnrichedBatch> first = List.of(batch("a", calm));
    List<EnrichedBatch> second = List.of(batch("a", rise));
    DetectorStates others =
        judge(DetectorStates.NONE, first, JumpDetector.of(Scope.SERIES, 100)).states();
    judged.clear();
    judge(others, second, novelty);
    assertEquals(List.of("novelty 2701 alert unsettled"), alerts());

    DetectorStates itsOwn = judge(DetectorStates.NONE, first, novelty).states();
    judged.clear();
    judge(itsOwn, second, novelty);
    assertEquals(List.of("novelty 2701 alert"), alerts());
  }

  private List<String> alerts() {
    return judged.stream().filter(line -> line.contains("alert")).toList();
  }

  @Test
  void readingsOfSeveralBatchesAreJudgedByTimeAndThenBySensor() {
    OrderedReadings readings =
        OrderedReadings.of(
            List.of(
                batch("b", asset("pump"), 4, 1, 2, 1),
                batch("a", asset("pump"), 5, 1, 4, 1),
                batch("a", asset("pump"), 1, 1, 3, 1),
                batch("b", asset("pump"), 6, 1)));
    List<String> order = new ArrayList<>();
    readings.forEach(
        (batch, index) -> {
          var found = readings.batches().get(batch).readings();
          order.add(found.series().sensorId() + found.eventTimeMillis(index) / 1000);
        });
    assertEquals(List.of("a1", "b2", "a3", "a4", "b4", "a5", "b6"), order);
    assertEquals(1000, readings.earliest());
  }

  @Test
  void statesKeepTheirBytes() throws CoderException {
    DetectorStates states =
        judge(
                DetectorStates.NONE,
                List.of(batch("a", 1, 10)),
                JumpDetector.of("x", Scope.SERIES, 5),
                JumpDetector.of("y", Scope.SERIES, 5))
            .states();
    byte[] bytes = CoderUtils.encodeToByteArray(DetectorStates.StatesCoder.INSTANCE, states);
    assertEquals(
        "012a01d00f0100010040240000000000000202780a01084024000000000000"
            + "02790a01084024000000000000",
        HexFormat.of().formatHex(bytes));
    assertEquals(
        states, CoderUtils.decodeFromByteArray(DetectorStates.StatesCoder.INSTANCE, bytes));
  }

  @Test
  void keysKeepTheirBytes() throws CoderException {
    for (DetectorKey key : List.of(KEY, DetectorKey.ofAsset(asset("pump")))) {
      byte[] bytes = CoderUtils.encodeToByteArray(DetectorKey.KeyCoder.INSTANCE, key);
      assertEquals(key, CoderUtils.decodeFromByteArray(DetectorKey.KeyCoder.INSTANCE, bytes));
      assertEquals(
          key.equals(KEY) ? "0110000002610c74656d7065726174757265" : "010b0104662d31000570756d70",
          HexFormat.of().formatHex(bytes));
    }
  }
}
