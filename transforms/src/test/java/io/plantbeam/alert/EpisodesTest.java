package io.plantbeam.alert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class EpisodesTest {
  private static Episodes of(long... times) {
    Episodes episodes = Episodes.NONE;
    for (long time : times) {
      episodes = episodes.with(time, 10);
    }
    return episodes;
  }

  @Test
  void anomaliesLessThanTheCooldownApartAreOneEpisode() {
    Episodes episodes = of(100, 109, 118);
    assertEquals(1, episodes.size());
    assertTrue(episodes.has(127, 10));
    assertFalse(episodes.has(128, 10));
    assertTrue(episodes.has(91, 10));
    assertFalse(episodes.has(90, 10));
  }

  @Test
  void anomalyBetweenTwoEpisodesJoinsThem() {
    assertEquals(2, of(100, 115).size());
    assertEquals(of(100, 108, 115), of(115, 100, 108));
    assertEquals(1, of(115, 100, 108).size());
  }

  @Test
  void theOrderOfArrivalDoesNotMatterForWhatIsRemembered() {
    Random random = new Random(3);
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < Episodes.REMEMBERED; i++) {
      times.add(random.nextLong(-80, 80));
    }
    Episodes expected = of(times.stream().sorted().mapToLong(Long::longValue).toArray());
    for (int i = 0; i < 50; i++) {
      Collections.shuffle(times, random);
      assertEquals(expected, of(times.stream().mapToLong(Long::longValue).toArray()));
    }
  }

  @Test
  void aKeyThatNeverEndsRemembersABoundedNumber() throws Exception {
    Episodes episodes = Episodes.NONE;
    for (long time = 0; time < 1_000_000; time += 20) {
      episodes = episodes.with(time, 10);
    }
    assertEquals(Episodes.REMEMBERED, episodes.size());
    assertTrue(episodes.has(999_980, 10));
    byte[] bytes = CoderUtils.encodeToByteArray(Episodes.EpisodesCoder.INSTANCE, episodes);
    assertTrue(bytes.length < 200, () -> bytes.length + " bytes");
    assertEquals(episodes, CoderUtils.decodeFromByteArray(Episodes.EpisodesCoder.INSTANCE, bytes));
  }

  @Test
  void episodeThatIsGoingOnIsRememberedHoweverOldItIs() {
    Episodes episodes = Episodes.NONE;
    for (long time = 1_000; time < 2_000; time += 20) {
      episodes = episodes.with(time, 10);
    }
    for (long time = 0; time < 100; time += 5) {
      assertEquals(time > 0, episodes.has(time, 10), "at " + time);
      episodes = episodes.with(time, 10);
      assertTrue(episodes.has(1_980, 10));
      assertEquals(Episodes.REMEMBERED, episodes.size());
    }
  }

  @Test
  void bytesOfVersionOneStayReadable() throws Exception {
    byte[] golden = {1, 5, 4, 8, 8, 80, 80};
    Episodes episodes = of(4_000, 40_000);
    assertArrayEquals(
        golden, CoderUtils.encodeToByteArray(Episodes.EpisodesCoder.INSTANCE, episodes));
    assertEquals(episodes, CoderUtils.decodeFromByteArray(Episodes.EpisodesCoder.INSTANCE, golden));
  }
}
