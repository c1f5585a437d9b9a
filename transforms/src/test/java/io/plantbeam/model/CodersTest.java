package io.plantbeam.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.model.DeadLetter.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Round trips of all coders, and the very bytes that they write. State that was saved by an earlier
 * release is read by later ones: if a golden form here must change, the coder's version is raised,
 * and the old form stays as one that it can read.
 */
class CodersTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final long TIME = 1_767_225_600_000L;
  private static final Origin TOPIC = Origin.ofPartition("t", 3);
  private static final MessagePosition IN_TOPIC = new MessagePosition(TOPIC, 300);
  private static final MessagePosition IN_FILE = new MessagePosition(Origin.ofFile("a.gz"), 0);
  private static final SeriesInfo SERIES =
      new SeriesInfo("s-1", "temperature", "temperature", "f-1", "°C");
  private static final SeriesInfo BARE_SERIES = new SeriesInfo("s", "value", null, null, null);
  private static final AssetContext ASSET =
      new AssetContext(
          true,
          "f-1",
          "Nord",
          "Kiel",
          "Europe/Berlin",
          "L1",
          "e-7",
          "monthly",
          "2025-12-01",
          -5,
          90.5,
          10,
          2);
  private static final SeriesContext CONTEXT = new SeriesContext(SERIES, ASSET);
  private static final Anomaly ANOMALY =
      new Anomaly(
          "zscore",
          CONTEXT,
          Severity.CRITICAL,
          6.5,
          TIME * 1000,
          (TIME - 60_000) * 1000,
          (TIME + 240_000) * 1000,
          99.5,
          60,
          80,
          "far out");

  /** A value, its coder, and its bytes. */
  record Golden<T>(VersionedCoder<T> coder, T value, String hex) {
    @Override
    public String toString() {
      return value.getClass().getSimpleName() + " " + hex.length() / 2 + " bytes";
    }
  }

  static Stream<Golden<?>> goldens() {
    return Stream.of(
        new Golden<>(
            RawMessage.MessageCoder.INSTANCE,
            RawMessage.of("{}".getBytes(StandardCharsets.UTF_8), IN_TOPIC),
            "0114027b7d00010401027406ac02edcf9adef4a6e220"),
        new Golden<>(
            RawMessage.MessageCoder.INSTANCE,
            new RawMessage(new byte[] {(byte) 0xFF}, 5_000_000, IN_FILE, 1_767_225_600_000L),
            "011601fffeace20401070205612e677a010080a0d5edee66"),
        new Golden<>(
            RawMessage.MessageCoder.INSTANCE,
            new RawMessage(
                new byte[] {1},
                1,
                IN_TOPIC,
                RawMessage.NO_ARRIVAL,
                new MessageAttributes(
                    new byte[] {'k'},
                    List.of(
                        new MessageAttributes.Header("h", new byte[] {2}),
                        new MessageAttributes.Header("h", null)))),
            "0120010101010401027406ac02edcf9adef4a6e2200101016b02026801010202" + "6800"),
        new Golden<>(
            SeriesKey.KeyCoder.INSTANCE,
            SERIES.key(),
            "011404732d310c74656d706572617475726504662d31"),
        new Golden<>(
            ReadingBatch.BatchCoder.INSTANCE,
            plainBatch(),
            "012e0b02730676616c756500000004010274060280a0d5edee66cf0f0e043ff8"
                + "000000000000c0000000000000000000"),
        new Golden<>(
            ReadingBatch.BatchCoder.INSTANCE,
            batchWithAttributes(),
            "015b0b02730676616c756500000004010274060480a0d5edee66d00fd00fd00f"
                + "0002020200000000000000003ff0000000000000400000000000000040080000"
                + "00000000000202087b2261223a317d0100010b7b2262223a22c3a9227d"),
        new Golden<>(
            ReadingBatch.BatchCoder.INSTANCE,
            markedBatch(),
            "015d2404732d310c74656d70657261747572650c74656d706572617475726504"
                + "662d3104c2b043070205612e677a010280a0d5edee660000c002405900000000"
                + "00004069000000000000013fe00000000000003ff000000000000001020102"),
        new Golden<>(
            EnrichedBatch.EnrichedBatchCoder.INSTANCE,
            new EnrichedBatch(plainBatch(), ASSET),
            "028701010b02730676616c7565000000571f04662d31054e6f7264054b69656c"
                + "0e4575726f70652f4265726c696e034c3104652d37086d6f6e74686c790b3230"
                + "32352d31322d3031c0140000000000004056a000000000004024000000000000"
                + "400000000000000004010274060280a0d5edee66cf0f0e043ff8000000000000"
                + "c0000000000000000000"),
        new Golden<>(
            EnrichedBatch.EnrichedBatchCoder.INSTANCE,
            new EnrichedBatch(plainBatch(), AssetContext.unmatched(null)),
            "0239010b02730676616c75650000000900000000000000000004010274060280"
                + "a0d5edee66cf0f0e043ff8000000000000c0000000000000000000"),
        new Golden<>(
            WindowStats.StatsCoder.INSTANCE,
            new WindowStats(
                CONTEXT,
                TIME,
                TIME + 300_000,
                12,
                70.5,
                1.25,
                68,
                73,
                71,
                (TIME + 299_000) * 1000,
                -0.5,
                0.98,
                70.25,
                1.5,
                1),
            "01da01012404732d310c74656d70657261747572650c74656d70657261747572"
                + "6504662d3104c2b043571f04662d31054e6f7264054b69656c0e4575726f7065"
                + "2f4265726c696e034c3104652d37086d6f6e74686c790b323032352d31322d30"
                + "31c0140000000000004056a00000000000402400000000000040000000000000"
                + "0080a0d5edee66c0eff9edee660c4051a000000000003ff40000000000004051"
                + "00000000000040524000000000004051c00000000000f0dff9edee66bfe00000"
                + "000000003fef5c28f5c28f5c40519000000000003ff800000000000001"),
        new Golden<>(
            Anomaly.AnomalyCoder.INSTANCE,
            ANOMALY,
            "02e801077a73636f7265012404732d310c74656d70657261747572650c74656d"
                + "706572617475726504662d3104c2b043571f04662d31054e6f7264054b69656c"
                + "0e4575726f70652f4265726c696e034c3104652d37086d6f6e74686c790b3230"
                + "32352d31322d3031c0140000000000004056a000000000004024000000000000"
                + "400000000000000002401a00000000000080a0d5edee66c0f6cdedee6680c6f2"
                + "edee664058e00000000000404e00000000000040540000000000000866617220"
                + "6f757401077a73636f726580a0d5edee667ff80000000000007ff80000000000"
                + "007ff80000000000000100"),
        new Golden<>(
            Alert.AlertCoder.INSTANCE,
            new Alert(
                "a-1",
                AlertState.RESOLVED,
                3,
                77,
                "Look.",
                new EpisodeSummary(1_000, 2_000, 3_001, 4, 6.5, 99),
                "i-1",
                5,
                ANOMALY,
                RecentMeans.NONE.with(TIME / 60_000 - 2, 98).with(TIME / 60_000, 99.5)),
            "01a60204612d3102034053400000000000064c6f6f6b2e0204e55d04401a0000"
                + "000000004058c0000000000004692d310502077a73636f7265012404732d310c"
                + "74656d70657261747572650c74656d706572617475726504662d3104c2b04357"
                + "1f04662d31054e6f7264054b69656c0e4575726f70652f4265726c696e034c31"
                + "04652d37086d6f6e74686c790b323032352d31322d3031c01400000000000040"
                + "56a000000000004024000000000000400000000000000002401a000000000000"
                + "80a0d5edee66c0f6cdedee6680c6f2edee664058e00000000000404e00000000"
                + "0000405400000000000008666172206f757401077a73636f726580a0d5edee66"
                + "7ff80000000000007ff80000000000007ff80000000000000100010280b78b1c"
                + "0242c4000042c70000"),
        new Golden<>(
            Incident.IncidentCoder.INSTANCE,
            new Incident(
                "i-1",
                AlertState.UPDATED,
                7,
                ASSET,
                Severity.CRITICAL,
                1_000,
                2_000,
                EpisodeSummary.OPEN,
                3,
                2,
                List.of("s-1", "s-2")),
            "017604692d310107571f04662d31054e6f7264054b69656c0e4575726f70652f"
                + "4265726c696e034c3104652d37086d6f6e74686c790b323032352d31322d3031"
                + "c0140000000000004056a0000000000040240000000000004000000000000000"
                + "020204ffffffffffffffffff0103020204732d3104732d32"),
        new Golden<>(
            EventFrame.FrameCoder.INSTANCE,
            new EventFrame(
                2,
                ASSET,
                "running",
                "idle",
                1_000,
                2_000_000,
                true,
                List.of(new MetricFigures("power_watts", 210, 200, 220, 215))),
            "01970102571f04662d31054e6f7264054b69656c0e4575726f70652f4265726c"
                + "696e034c3104652d37086d6f6e74686c790b323032352d31322d3031c0140000"
                + "000000004056a00000000000402400000000000040000000000000000872756e"
                + "6e696e670569646c6502a01f01010c706f7765725f7761747473406a40000000"
                + "00004069000000000000406b800000000000406ae00000000000"),
        new Golden<>(
            EquipmentStatus.StatusCoder.INSTANCE,
            new EquipmentStatus(
                ASSET,
                "running",
                "idle",
                1_000,
                2_000,
                3_600_000_000L,
                4,
                3,
                2,
                120_000_000,
                0.5,
                Double.NaN),
            "018301571f04662d31054e6f7264054b69656c0e4575726f70652f4265726c69"
                + "6e034c3104652d37086d6f6e74686c790b323032352d31322d3031c014000000"
                + "0000004056a00000000000402400000000000040000000000000000872756e6e"
                + "696e670569646c65020480c8ceb40d040302809c9c393fe00000000000007ff8"
                + "000000000000"),
        new Golden<>(
            EpisodeEnd.EpisodeEndCoder.INSTANCE,
            new EpisodeEnd("limit", CONTEXT, TIME * 1000, 70.5, RecentMeans.NONE),
            "019401066c696d6974012404732d310c74656d70657261747572650c74656d70"
                + "6572617475726504662d3104c2b043571f04662d31054e6f7264054b69656c0e"
                + "4575726f70652f4265726c696e034c3104652d37086d6f6e74686c790b323032"
                + "352d31322d3031c0140000000000004056a00000000000402400000000000040"
                + "0000000000000080a0d5edee664051a000000000000100"),
        new Golden<>(
            ReadingScore.ScoreCoder.INSTANCE,
            new ReadingScore(SERIES.key(), TIME * 1000, "novelty", 0.75, 0.5, true),
            "01340104732d310c74656d706572617475726504662d3180a0d5edee66086e6f76656c7479"
                + "3fe80000000000003fe000000000000001"),
        new Golden<>(
            DeadLetter.DeadLetterCoder.INSTANCE,
            new DeadLetter(
                Reason.OUT_OF_RANGE, "value", "too hot", "ParseReadings", new byte[] {1}, IN_TOPIC),
            "022a040676616c756508746f6f20686f740e506172736552656164696e677301"
                + "010001010401027406ac0200"),
        new Golden<>(
            DeadLetter.DeadLetterCoder.INSTANCE,
            new DeadLetter(Reason.TOO_LARGE, null, "big", "stage", new byte[] {1}, true, IN_FILE),
            "021b0500046269670673746167650101010101070205612e677a010000"),
        new Golden<>(
            DeadLetter.DeadLetterCoder.INSTANCE,
            new DeadLetter(Reason.MALFORMED_JSON, null, "empty", "stage", new byte[0], null),
            "0212000006656d70747906737461676500000000"),
        new Golden<>(
            DeadLetter.DeadLetterCoder.INSTANCE,
            new DeadLetter(
                Reason.MALFORMED_JSON,
                null,
                "empty",
                "stage",
                new byte[0],
                false,
                null,
                new MessageAttributes(
                    new byte[] {5}, List.of(new MessageAttributes.Header("h", null)))),
            "021a000006656d707479067374616765000000010101010501026800"));
  }

  @Test
  void readsDeadLettersOfTheFirstForm() throws IOException {
    byte[] old = HEX.parseHex("0111000006656d707479067374616765000000");
    assertEquals(
        new DeadLetter(Reason.MALFORMED_JSON, null, "empty", "stage", new byte[0], null),
        DeadLetter.DeadLetterCoder.INSTANCE.decode(new ByteArrayInputStream(old)));
  }

  private static ReadingBatch plainBatch() {
    ReadingBatch.Builder builder = new ReadingBatch.Builder(BARE_SERIES, TOPIC);
    builder.add(
        new Reading(
            BARE_SERIES, TIME * 1000, 1.5, 1, RangeCheck.OK, new MessagePosition(TOPIC, 7)));
    builder.add(
        new Reading(
            BARE_SERIES,
            (TIME - 1000) * 1000,
            -2,
            1,
            RangeCheck.OK,
            new MessagePosition(TOPIC, 9)));
    return builder.build();
  }

  /** Two with the same, one without, one with others. */
  private static ReadingBatch batchWithAttributes() {
    ReadingBatch.Builder builder = new ReadingBatch.Builder(BARE_SERIES, TOPIC, 1);
    String[] attributes = {"{\"a\":1}", "{\"a\":1}", null, "{\"b\":\"é\"}"};
    for (int i = 0; i < attributes.length; i++) {
      builder.add(
          new Reading(
              BARE_SERIES,
              (TIME + i * 1000L) * 1000,
              i,
              1,
              RangeCheck.OK,
              new MessagePosition(TOPIC, i),
              attributes[i]));
    }
    return builder.build();
  }

  @Test
  void batchWithoutItsAttributesIsTheOtherwiseSameBatch() throws IOException {
    ReadingBatch with = batchWithAttributes();
    ReadingBatch without = with.withoutAttributes();
    assertEquals("{\"a\":1}", with.attributes(1));
    assertNull(with.attributes(2));
    assertNull(without.attributes(1));
    assertNotEquals(with, without);
    assertEquals(with.eventTimeMicros(3), without.eventTimeMicros(3));
    assertSame(without, without.withoutAttributes());
    assertTrue(
        CoderUtils.encodeToByteArray(ReadingBatch.BatchCoder.INSTANCE, without).length + 20
            < CoderUtils.encodeToByteArray(ReadingBatch.BatchCoder.INSTANCE, with).length);
  }

  private static ReadingBatch markedBatch() {
    ReadingBatch.Builder builder = new ReadingBatch.Builder(SERIES, IN_FILE.origin());
    builder.add(new Reading(SERIES, TIME * 1000, 100, 0.5, RangeCheck.CLAMPED, IN_FILE));
    builder.add(
        new Reading(
            SERIES,
            TIME * 1000,
            200,
            1,
            RangeCheck.FLAGGED,
            new MessagePosition(IN_FILE.origin(), 160)));
    return builder.build();
  }

  @Test
  void firstFormOfReadingsWithTheirAssetIsRead() throws IOException {
    String first =
        "018701010b02730676616c756500000004010274060280a0d5edee66cf0f0e04"
            + "3ff8000000000000c0000000000000000000571f04662d31054e6f7264054b69"
            + "656c0e4575726f70652f4265726c696e034c3104652d37086d6f6e74686c790b"
            + "323032352d31322d3031c0140000000000004056a00000000000402400000000"
            + "00004000000000000000";
    assertEquals(
        new EnrichedBatch(plainBatch(), ASSET),
        CoderUtils.decodeFromByteArray(
            EnrichedBatch.EnrichedBatchCoder.INSTANCE, HEX.parseHex(first)));
  }

  @ParameterizedTest
  @MethodSource("goldens")
  <T> void bytesAreThoseOfEarlierReleases(Golden<T> golden) throws IOException {
    assertEquals(
        golden.hex, HEX.formatHex(CoderUtils.encodeToByteArray(golden.coder, golden.value)));
  }

  @ParameterizedTest
  @MethodSource("goldens")
  <T> void bytesOfEarlierReleasesAreRead(Golden<T> golden) throws IOException {
    assertEquals(
        golden.value, CoderUtils.decodeFromByteArray(golden.coder, HEX.parseHex(golden.hex)));
  }

  @ParameterizedTest
  @MethodSource("goldens")
  <T> void valuesFollowOneAnotherInAStreamThatGivesAByteAtATime(Golden<T> golden)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    golden.coder.encode(golden.value, out);
    golden.coder.encode(golden.value, out);
    InputStream in = new OneByteAtATime(out.toByteArray());
    assertEquals(golden.value, golden.coder.decode(in));
    assertEquals(golden.value, golden.coder.decode(in));
    assertEquals(-1, in.read());
    assertThrows(EOFException.class, () -> golden.coder.decode(in));
  }

  @ParameterizedTest
  @MethodSource("goldens")
  <T> void shortenedBytesAreRefused(Golden<T> golden) {
    byte[] bytes = HEX.parseHex(golden.hex);
    for (int length = 0; length < bytes.length; length++) {
      InputStream in = new ByteArrayInputStream(Arrays.copyOf(bytes, length));
      assertThrows(IOException.class, () -> golden.coder.decode(in));
    }
  }

  @ParameterizedTest
  @MethodSource("goldens")
  <T> void bytesOfALaterReleaseAreRefused(Golden<T> golden) {
    byte[] bytes = HEX.parseHex(golden.hex);
    bytes[0] = 100;
    assertThrows(CoderException.class, () -> CoderUtils.decodeFromByteArray(golden.coder, bytes));
  }

  @ParameterizedTest
  @MethodSource("goldens")
  <T> void coderIsRegisteredDeterministicAndSerializable(Golden<T> golden) throws Exception {
    CoderRegistry registry = CoderRegistry.createDefault();
    PlantbeamCoders.register(registry);
    assertEquals(golden.coder, registry.getCoder(golden.value.getClass()));
    golden.coder.verifyDeterministic();
    assertSame(golden.coder, SerializableUtils.ensureSerializable(golden.coder));
  }

  @Test
  void anomalyOfTheFirstVersionHasTheSymptomOfItsDetector() throws IOException {
    String hex =
        "01c001077a73636f7265012404732d310c74656d70657261747572650c74656d"
            + "706572617475726504662d3104c2b043571f04662d31054e6f7264054b69656c"
            + "0e4575726f70652f4265726c696e034c3104652d37086d6f6e74686c790b3230"
            + "32352d31322d3031c0140000000000004056a000000000004024000000000000"
            + "400000000000000002401a00000000000080a0d5edee66c0f6cdedee6680c6f2"
            + "edee664058e00000000000404e00000000000040540000000000000866617220"
            + "6f7574";
    assertEquals(
        ANOMALY, CoderUtils.decodeFromByteArray(Anomaly.AnomalyCoder.INSTANCE, HEX.parseHex(hex)));
  }

  @Test
  void nameOfEquipmentIsPartOfItsForm() throws IOException {
    AssetContext named =
        new AssetContext(
            true,
            "f-1",
            null,
            null,
            null,
            null,
            "e-7",
            null,
            null,
            1,
            2,
            0,
            3,
            "Pump 12",
            NearbyWork.NONE);
    EnrichedBatch batch = new EnrichedBatch(plainBatch(), named);
    assertEquals(batch, CoderUtils.clone(EnrichedBatch.EnrichedBatchCoder.INSTANCE, batch));
  }

  @Test
  void batchIsInMicrosecondsWhereOneTimeIsNotAWholeMillisecond() throws IOException {
    ReadingBatch.Builder builder = new ReadingBatch.Builder(BARE_SERIES, TOPIC);
    for (int i = 0; i < 64; i++) {
      builder.add(
          new Reading(
              BARE_SERIES,
              TIME * 1000 + i * 156_250L / 1000,
              1.5,
              1,
              RangeCheck.OK,
              new MessagePosition(TOPIC, i)));
    }
    ReadingBatch batch = builder.build();
    byte[] bytes = CoderUtils.encodeToByteArray(ReadingBatch.BatchCoder.INSTANCE, batch);
    assertEquals(batch, CoderUtils.decodeFromByteArray(ReadingBatch.BatchCoder.INSTANCE, bytes));
    // Of each reading two bytes of time, one of offset, eight of value.
    assertTrue(bytes.length < 64 * 12);
    assertEquals(TIME * 1000 + 9_843, batch.eventTimeMicros(63));
    assertEquals(TIME + 9, batch.eventTimeMillis(63));
  }

  @Test
  void figuresThatDoNotExistStayNaN() throws IOException {
    AssetContext unmatched = AssetContext.unmatched("f");
    WindowStats stats =
        new WindowStats(
            new SeriesContext(BARE_SERIES, unmatched),
            0,
            1,
            1,
            5,
            Double.NaN,
            5,
            5,
            5,
            0,
            Double.NaN,
            1,
            Double.NaN,
            Double.NaN,
            0);
    assertEquals(stats, CoderUtils.clone(WindowStats.StatsCoder.INSTANCE, stats));
  }

  @Test
  void textsOfAnyKindComeBack() throws IOException {
    for (String text :
        List.of("", "a", "é", "温度", "\uD83D\uDE00", "\u0000", "x".repeat(5000), "é".repeat(5000))) {
      SeriesKey key = new SeriesKey(text, text + "!", text + "?");
      assertEquals(key, CoderUtils.clone(SeriesKey.KeyCoder.INSTANCE, key));
    }
  }

  @Test
  void largeBatchComesBack() throws IOException {
    ReadingBatch.Builder builder = new ReadingBatch.Builder(SERIES, TOPIC);
    for (int i = 0; i < 100_000; i++) {
      builder.add(
          new Reading(
              SERIES,
              (TIME + i * 17L) * 1000,
              i / 7.0,
              1,
              RangeCheck.OK,
              new MessagePosition(TOPIC, i * 3L)));
    }
    ReadingBatch batch = builder.build();
    assertEquals(batch, CoderUtils.clone(ReadingBatch.BatchCoder.INSTANCE, batch));
  }

  /** A stream that gives less than is asked for, as those of a network do. */
  private static final class OneByteAtATime extends ByteArrayInputStream {
    private OneByteAtATime(byte[] bytes) {
      super(bytes);
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      return super.read(into, offset, Math.min(length, 1));
    }
  }
}
