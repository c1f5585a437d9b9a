package io.plantbeam.tools.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HalvesTest {
  @Test
  void whatIsNotChosenOnIsScoredOnAndTheOtherWayRound() {
    Set<String> halves = new HashSet<>();
    List<String> order = new ArrayList<>();
    Halves.of(
        7,
        (chosenOn, scoredOn) -> {
          IntStream.range(0, 7).forEach(i -> assertTrue(chosenOn[i] ^ scoredOn[i]));
          halves.add(text(chosenOn));
          order.add(text(chosenOn));
          return 0;
        });
    assertEquals(200, order.size());
    assertTrue(halves.size() > 30, () -> "few different halves: " + halves.size());
    order.forEach(
        half -> {
          long size = half.chars().filter(c -> c == '1').count();
          assertTrue(size == 3 || size == 4, half);
        });
  }

  @Test
  void theSameHalvesEachTime() {
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    Halves.of(10, (chosenOn, scoredOn) -> first.add(text(chosenOn)) ? 0 : 1);
    Halves.of(10, (chosenOn, scoredOn) -> second.add(text(chosenOn)) ? 0 : 1);
    assertEquals(first, second);
  }

  @Test
  void figuresAreSummedUpByMedianAndRange() {
    double[] next = {0};
    Halves halves = Halves.of(4, (chosenOn, scoredOn) -> next[0]++);
    assertEquals(new Halves(200, 99.5, 0, 199), halves);
  }

  @Test
  void halvesThatCannotBeScoredAreLeftOut() {
    double[] next = {0};
    Halves halves = Halves.of(4, (chosenOn, scoredOn) -> next[0]++ < 150 ? Double.NaN : 7);
    assertEquals(new Halves(50, 7, 7, 7), halves);
  }

  @Test
  void oneRecordingHasNoHalves() {
    Halves halves = Halves.of(1, (chosenOn, scoredOn) -> 1);
    assertEquals(0, halves.count());
    assertTrue(Double.isNaN(halves.median()));
  }

  private static String text(boolean[] half) {
    StringBuilder text = new StringBuilder();
    for (boolean in : half) {
      text.append(in ? '1' : '0');
    }
    return text.toString();
  }
}
