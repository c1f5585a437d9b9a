package io.plantbeam.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.model.RecentMeans.RecentMeansCoder;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HexFormat;
import java.util.List;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class RecentMeansTest {
  private static final long SECOND = 1_000_000;

  /** Seconds and values in turns. */
  private static MinuteMeans means(double... readings) {
    MinuteMeans means = new MinuteMeans();
    for (int i = 0; i < readings.length; i += 2) {
      means.add(Math.round(readings[i] * SECOND), readings[i + 1]);
    }
    return means;
  }

  private static List<String> lines(RecentMeans means) {
    return means.toList().stream()
        .map(minute -> minute.startMicros() / SECOND + " " + minute.mean())
        .toList();
  }

  @Test
  void readingsOfAMinuteOfTheClockHaveAMeanAndTheRunningMinuteHasOneSoFar() {
    MinuteMeans means = means(50, 1, 59.999_999, 2, 60, 10, 90, 20, 119, 30, 121, 7);
    assertEquals(List.of("0 1.5", "60 20.0", "120 7.0"), lines(means.recent()));
    means.add(130 * SECOND, 8);
    assertEquals(List.of("0 1.5", "60 20.0", "120 7.5"), lines(means.recent()));
  }

  @Test
  void minutesWithoutReadingsAreLeftOutAndThoseBeforeTheEpochAreMinutesToo() {
    assertEquals(
        List.of("-60 1.0", "0 2.0", "600 3.0"), lines(means(-1, 1, 0, 2, 601, 3).recent()));
  }

  @Test
  void lastSixtyAreKept() {
    MinuteMeans means = new MinuteMeans();
    for (int minute = 0; minute < 200; minute++) {
      means.add(minute * 60L * SECOND, minute);
      List<String> lines = lines(means.recent());
      int first = Math.max(0, minute - 59);
      assertEquals(minute - first + 1, lines.size());
      assertEquals(first * 60 + " " + (float) first, lines.get(0));
      assertEquals(minute * 60 + " " + (float) minute, lines.get(lines.size() - 1));
    }
  }

  @Test
  void whatLiesThreeWeeksBeforeTheNextIsLeftOut() {
    double threeWeeks = 21 * 24 * 60 * 60;
    assertEquals(2, lines(means(0, 1, threeWeeks, 2).recent()).size());
    assertEquals(List.of("3628800 2.0"), lines(means(0, 1, 2 * threeWeeks, 2).recent()));
  }

  @Test
  void minuteIsCorrectedWhereItIs() {
    RecentMeans means = means(0, 1, 60, 2, 180, 4).recent();
    assertEquals(List.of("0 1.0", "60 9.0", "180 4.0"), lines(means.with(1, 9)));
    assertEquals(List.of("0 1.0", "60 2.0", "120 3.0", "180 4.0"), lines(means.with(2, 3)));
    assertEquals(List.of("0 1.0", "60 2.0", "180 5.0"), lines(means.with(3, 5)));
    assertEquals(List.of("0 1.0", "60 2.0", "180 4.0"), lines(means));
  }

  @Test
  void meansStayWithinSinglePrecision() {
    assertEquals(
        List.of("0 " + Float.MAX_VALUE, "60 " + -Float.MAX_VALUE),
        lines(means(0, 1e308, 1, 1e308, 60, -Double.MAX_VALUE).recent()));
  }

  @Test
  void copyDoesNotChangeWithTheOriginal() {
    MinuteMeans means = means(0, 1);
    MinuteMeans copy = means.copy();
    assertEquals(means, copy);
    means.add(60 * SECOND, 2);
    assertEquals(List.of("0 1.0"), lines(copy.recent()));
    assertFalse(means.equals(copy));
  }

  @Test
  void jsonHasTheStartOfEachMinute() throws IOException {
    OutputSchema<RecentMeans> schema =
        OutputSchema.<RecentMeans>of("curves").means("recent", "a curve", means -> means).build();
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      schema.writeJson(means(0, 0.1, 61, 2).recent(), json);
      schema.writeJson(RecentMeans.NONE, json);
    }
    assertEquals(
        "{\"recent\":[{\"at\":\"1970-01-01T00:00:00.000Z\",\"mean\":0.1},"
            + "{\"at\":\"1970-01-01T00:01:00.000Z\",\"mean\":2.0}]} {\"recent\":[]}",
        text.toString());
  }

  @Test
  void bytesStay() throws IOException {
    RecentMeans means = means(0, 1.5, 60, 2, 30_000, 3).recent();
    assertEquals("01120" + "3e80701f3033fc000004000000040400000", hex(means));
    assertEquals("010100", hex(RecentMeans.NONE));
    for (RecentMeans value : List.of(means, RecentMeans.NONE, RecentMeans.NONE.with(-5, 1))) {
      assertEquals(value, CoderUtils.clone(RecentMeansCoder.INSTANCE, value));
    }
  }

  private static String hex(RecentMeans means) throws CoderException {
    return HexFormat.of().formatHex(CoderUtils.encodeToByteArray(RecentMeansCoder.INSTANCE, means));
  }

  @Test
  void sixtyMinutesAreThreeHundredBytes() throws IOException {
    MinuteMeans means = new MinuteMeans();
    for (int minute = 0; minute < 60; minute++) {
      means.add(1_767_225_600L * SECOND + minute * 60L * SECOND, minute);
    }
    assertTrue(hex(means.recent()).length() / 2 < 315, hex(means.recent()));
  }

  @Test
  void moreThanSixtyOrLessThanNoneAreRefused() {
    for (String damaged : List.of("01013d", "0101ff", "01023c00")) {
      assertThrows(
          CoderException.class,
          () ->
              CoderUtils.decodeFromByteArray(
                  RecentMeansCoder.INSTANCE, HexFormat.of().parseHex(damaged)));
    }
  }

  @Test
  void runningMinuteGoesOnWhereItWasSaved() {
    for (MinuteMeans means : List.of(new MinuteMeans(), means(0, 1), means(0, 1, 90, 2, 91, 4))) {
      ByteWriter out = new ByteWriter(8);
      means.write(out);
      MinuteMeans read = MinuteMeans.read(new ByteReader(out.toByteArray()));
      assertEquals(means, read);
      means.add(92 * SECOND, 6);
      read.add(92 * SECOND, 6);
      assertEquals(lines(means.recent()), lines(read.recent()));
    }
  }
}
