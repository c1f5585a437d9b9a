package io.plantbeam.tools.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BesideFiguresTest {
  @TempDir Path directory;

  @Test
  void tableHasMediansAndTheRatiosOfPairs() {
    BesideFigures figures = new BesideFigures();
    figures.add(run(20, 100_000), run(10, 200_000));
    figures.add(run(45, 90_000), run(15, 100_000));
    figures.add(run(22, 120_000), run(20, 150_000));

    List<String> table = figures.table();

    assertEquals("Plantbeam by hand Plantbeam : by hand", squeezed(table.get(0)));
    assertEquals(
        "launch to end, s 22.0 (20.0 to 45.0) 15.0 (10.0 to 20.0) 2.00 (1.10 to 3.00)",
        squeezed(table.get(1)));
    assertEquals(
        "per second, second half 100,000 (90,000 to 120,000) 150,000 (100,000 to 200,000)"
            + " 0.80 (0.50 to 0.90)",
        squeezed(table.get(4)));
  }

  @Test
  void medianOfTwoIsTheirMean() {
    assertEquals(new Spread(2.5, 2, 3), Spread.of(3, 2));
    assertEquals(new Spread(7, 7, 7), Spread.of(7));
  }

  @Test
  void tallyIsOfCompleteFilesAlone() throws IOException {
    Files.writeString(
        directory.resolve("part-0"),
        "{\"sensor_id\":\"s-1\",\"asset\":{\"count\":9},\"count\":3}\n{\"count\":4,\"mean\":1}\n");
    Files.writeString(directory.resolve("part-1"), "{\"count\":5}\n");
    Files.writeString(directory.resolve(".part-2.inprogress"), "{\"cou");

    assertEquals(new WindowTally(3, 12), WindowTally.of(directory));
    assertEquals(new WindowTally(0, 0), WindowTally.of(directory.resolve("missing")));
  }

  @Test
  void secondHalfBeginsBetweenTheCommitsAroundIt() throws IOException {
    Drain drain = drain(Map.of(1, 100L, 2, 400L, 3, 600L, 4, 1000L));

    Drain.Stretch half = drain.secondHalf().orElseThrow();

    assertEquals(500, half.messages());
    assertEquals(1000, drain.fromLaunch().messages());
    assertEquals(900, drain.fromFirstCommit().messages());
    assertTrue(half.seconds() > 0 && half.seconds() < drain.fromFirstCommit().seconds());
  }

  @Test
  void secondHalfIsUnknownIfTheFirstCommitHasMoreThanHalf() throws IOException {
    assertEquals(Optional.empty(), drain(Map.of(1, 600L, 2, 1000L)).secondHalf());
  }

  /** A drain of a thousand messages that is asked again and again how many are committed. */
  private static Drain drain(Map<Integer, Long> committedByQuestion) throws IOException {
    NavigableMap<Integer, Long> committed = new TreeMap<>(committedByQuestion);
    int[] questions = {0};
    Drain drain =
        Drain.launch(
            new IdleJob(), List.of(), () -> committed.floorEntry(++questions[0]).getValue(), 1000);
    drain.await(1000);
    return drain;
  }

  private static BesideFigures.Run run(double seconds, double secondHalf) {
    return new BesideFigures.Run(1_000_000, seconds, 0, secondHalf, 1, 1, 0, new WindowTally(1, 1));
  }

  private static String squeezed(String line) {
    return line.strip().replaceAll(" +", " ");
  }

  /** Does nothing. */
  private static final class IdleJob implements EngineJob {
    @Override
    public void launch(List<String> options) {}

    @Override
    public List<ProcessHandle> workers() {
      return List.of(ProcessHandle.current());
    }

    @Override
    public void close() {}
  }
}
