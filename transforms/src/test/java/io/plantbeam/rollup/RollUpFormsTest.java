package io.plantbeam.rollup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.panes.ValueSums;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written between the steps and into savepoints, and read again. */
class RollUpFormsTest {
  private static final long TIME = 1_767_225_600_000L;

  private static final String GOLDEN_PIECE =
      "014b0080a0d5edee66b0ea014001010107000204662d31000000858084c491a4c70c010203010c74656d"
          + "70657261747572650863656c7369757306020280010109020004732d31030230010100";
  private static final String GOLDEN_GROUPS =
      "015a590101012c030704662d3104732d310c74656d70657261747572650c74656d706572617475726508"
          + "63656c7369757300000000858084c491a4c70c01020702028001020f400102028001c000000000000000"
          + "4008000000000000";

  private static Readings readings(double... values) {
    Readings readings = Readings.none();
    for (double value : values) {
      readings.add(value, value < 0 ? 0.5 : 1);
    }
    return readings;
  }

  private static Group group(Kind kind) {
    Group group = new Group(label(kind), kind == Kind.LINE ? "night" : "", 0);
    add(group, "s-1", TIME * 1000, readings(1.5, -2), "celsius");
    add(group, "s-10", TIME * 1000 + 1, readings(3), "celsius");
    return group;
  }

  private static Label label(Kind kind) {
    return Label.of(
        kind,
        new SeriesContext(
            new SeriesInfo("s-1", "temperature", "temperature", "f-1", "celsius"),
            AssetContext.unmatched("f-1")));
  }

  private static void add(Group group, String sensor, long time, Readings part, String unit) {
    if (group.kind().countsAssets()) {
      group.add(group.label(), time, part, new Measure("temperature", unit), sensor, null);
    } else {
      group.add(group.label(), time, part);
    }
  }

  private static Piece piece(Kind kind) {
    return new Piece(kind, TIME, TIME + 30_000, Groups.of(List.of(group(kind))));
  }

  private static <T> T again(Coder<T> coder, T value) throws CoderException {
    return CoderUtils.decodeFromByteArray(coder, CoderUtils.encodeToByteArray(coder, value));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void pieceIsReadAsItWasWritten(Kind kind) throws CoderException {
    Piece piece = piece(kind);
    assertIsReadAgain(piece, again(Piece.PieceCoder.INSTANCE, piece));
    assertIsReadAgain(piece, again(Piece.PartCoder.INSTANCE, piece));
  }

  private static void assertIsReadAgain(Piece piece, Piece read) {
    assertEquals(piece.kind(), read.kind());
    assertEquals(piece.start(), read.start());
    assertEquals(piece.end(), read.end());
    assertEquals(List.copyOf(piece.groups().merged()), List.copyOf(read.groups().merged()));
    assertEquals(3, read.groups().merged().iterator().next().readings());
  }

  @Test
  void savedFormOfAPieceStays() throws CoderException {
    assertEquals(
        GOLDEN_PIECE,
        HexFormat.of()
            .formatHex(
                CoderUtils.encodeToByteArray(Piece.PieceCoder.INSTANCE, piece(Kind.FACILITY))));
    assertEquals(
        GOLDEN_GROUPS,
        HexFormat.of()
            .formatHex(
                CoderUtils.encodeToByteArray(
                    Groups.GroupsCoder.INSTANCE, piece(Kind.HOUR).groups())));
  }

  @Test
  void groupsOfManyPartsAreTheirSum() throws CoderException {
    Groups groups = Groups.EMPTY;
    Group sum = group(Kind.FACILITY).empty();
    for (int i = 0; i < 100; i++) {
      Group part = group(Kind.FACILITY).empty();
      add(
          part,
          "s-" + i % 7,
          TIME * 1000 + i,
          readings(i, 1e15, -0.1 * i),
          i % 2 == 0 ? "celsius" : null);
      sum.add(part);
      groups = groups.plus(again(Groups.GroupsCoder.INSTANCE, Groups.of(List.of(part))));
    }
    assertEquals(List.of(sum), List.copyOf(groups.merged()));
    assertEquals(7, groups.merged().iterator().next().activeSensors());
    assertEquals(List.of(sum), List.copyOf(again(Groups.GroupsCoder.INSTANCE, groups).merged()));
  }

  @Test
  void groupsThatAreAddedStayAsTheyAre() {
    Groups one = Groups.of(List.of(group(Kind.HOUR)));
    Groups other = Groups.of(List.of(group(Kind.HOUR)));
    assertEquals(6, one.plus(other).merged().iterator().next().readings());
    assertEquals(List.of(group(Kind.HOUR)), List.copyOf(one.merged()));
    assertEquals(List.of(group(Kind.HOUR)), List.copyOf(other.merged()));
  }

  @Test
  void sumsDoNotDependOnTheGrouping() {
    Random random = new Random(7);
    for (int round = 0; round < 50; round++) {
      List<ValueSums> parts = new ArrayList<>();
      ValueSums all = new ValueSums();
      for (int i = 0; i < 40; i++) {
        ValueSums part = new ValueSums();
        for (int k = random.nextInt(4); k > 0; k--) {
          double value = random.nextGaussian() * Math.pow(10, random.nextInt(30) - 15);
          double quality = random.nextDouble();
          all.add(value, quality);
          part.add(value, quality);
        }
        parts.add(part);
      }
      Collections.shuffle(parts, random);
      ValueSums merged = new ValueSums();
      for (ValueSums part : parts) {
        ByteWriter out = new ByteWriter(64);
        part.write(out);
        merged.add(ValueSums.read(new ByteReader(out.toByteArray())));
      }
      assertEquals(all, merged);
      assertEquals(all.mean(), merged.mean());
      assertEquals(all.stddev(), merged.stddev());
      assertEquals(all.meanQuality(), merged.meanQuality());
    }
  }

  @Test
  void setsOfIdsTakeFewBytes() {
    Set<String> ids = new HashSet<>(Set.of("", "a", "ab", "\uD83D\uDE00", "\uD83D\uDE01"));
    for (int i = 0; i < 50_000; i++) {
      ids.add("press-%05d".formatted(i));
    }
    ByteWriter out = new ByteWriter(64);
    IdSet.of(ids).write(out);
    assertEquals(ids, IdSet.read(new ByteReader(out.toByteArray())).ids());
    int size = out.size();
    assertTrue(size < 4 * ids.size(), () -> size + " bytes");
    Set<String> few = Set.of("s-1", "s-2");
    out = new ByteWriter(64);
    IdSet.of(few).write(out);
    assertEquals(few, IdSet.read(new ByteReader(out.toByteArray())).ids());
  }

  @Test
  void rowsAreReadAsTheyWereWritten() throws CoderException {
    RowMaker rows = new RowMaker(RollUpsTest.SETTINGS);
    FacilityMetrics facility = rows.facility(group(Kind.FACILITY), TIME, TIME + 60_000, 2);
    assertEquals(facility, again(FacilityMetrics.RowCoder.INSTANCE, facility));
    EquipmentHealth equipment = rows.equipment(group(Kind.EQUIPMENT), TIME, TIME + 60_000, 2);
    assertEquals(equipment, again(EquipmentHealth.RowCoder.INSTANCE, equipment));
    LineEfficiency line = rows.line(group(Kind.LINE), TIME, TIME + 60_000, 2);
    assertEquals(line, again(LineEfficiency.RowCoder.INSTANCE, line));
    HourlyStats hour = RowMaker.hour(group(Kind.HOUR), TIME, 2);
    assertEquals(hour, again(HourlyStats.RowCoder.INSTANCE, hour));
    DevicePattern pattern = RowMaker.pattern(group(Kind.LOCAL_HOUR), true, 2);
    assertEquals(pattern, again(DevicePattern.RowCoder.INSTANCE, pattern));
  }

  @Test
  void correctedRowHasTheIdOfTheFirstOne() {
    RowMaker rows = new RowMaker(RollUpsTest.SETTINGS);
    assertEquals(
        FacilityMetrics.SCHEMA.identity(
            rows.facility(group(Kind.FACILITY), TIME, TIME + 60_000, 0)),
        FacilityMetrics.SCHEMA.identity(
            rows.facility(group(Kind.FACILITY), TIME, TIME + 60_000, 1)));
    assertEquals(
        "6e90e7b4-0484-3202-83e9-63f5f3d2d274",
        HourlyStats.SCHEMA.identity(RowMaker.hour(group(Kind.HOUR), TIME, 0)));
  }

  @Test
  void damagedPieceIsRefused() {
    assertThrows(
        CoderException.class,
        () ->
            CoderUtils.decodeFromByteArray(
                Piece.PieceCoder.INSTANCE, HexFormat.of().parseHex("0103090000")));
  }
}
