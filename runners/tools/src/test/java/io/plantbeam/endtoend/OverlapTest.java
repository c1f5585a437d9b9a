package io.plantbeam.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.launch.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs on files into one output. */
class OverlapTest {
  @TempDir Path folder;
  private Path first;
  private Path second;

  @BeforeEach
  void writeInput() throws IOException {
    Path input = Files.createDirectory(folder.resolve("in"));
    first = Files.write(input.resolve("first.ndjson"), readings(0, 100));
    second = Files.write(input.resolve("second.ndjson"), readings(100, 150));
  }

  @Test
  void runOnTheSameFileAndOneMoreIsRefusedAndCanReplace() throws IOException, SQLException {
    assertEquals(ExitCode.OK, run(first).exitCode());
    List<String> before = files();
    assertEquals(100, rows().size());

    CommandRun refused = run(folder.resolve("in/*"));
    assertEquals(ExitCode.INVALID_OPTIONS, refused.exitCode(), refused::toString);
    assertEquals(
        "--output=%s: holds readings of %s from an earlier run, which would be there twice; give"
                .formatted(folder.resolve("out"), first)
            + " another --output, or --overlap=replace, by which this run takes the place of that"
            + " one",
        refused.errors().get(0));
    assertEquals(before, files());

    CommandRun replaced = run(folder.resolve("in/*"), "--overlap=replace");
    assertEquals(ExitCode.OK, replaced.exitCode(), replaced::toString);
    assertEquals(150, rows().size());
    assertEquals(150, rows().stream().distinct().count());
    assertEquals(ExitCode.OK, run("fresh", folder.resolve("in/*")).exitCode());
    assertEquals(results("fresh"), results("out"));
  }

  @Test
  void runWithoutALakeReplacesItsResultsToo() throws IOException {
    assertEquals(ExitCode.OK, run("out", first, "--lake=false").exitCode());
    List<String> before = results("out");
    assertTrue(
        before.stream().anyMatch(file -> file.startsWith("window-stats/")), before::toString);
    CommandRun refused = run("out", folder.resolve("in/*"), "--lake=false");
    assertEquals(ExitCode.INVALID_OPTIONS, refused.exitCode(), refused::toString);

    CommandRun replaced = run("out", folder.resolve("in/*"), "--lake=false", "--overlap=replace");
    assertEquals(ExitCode.OK, replaced.exitCode(), replaced::toString);
    List<String> after = results("out");
    assertEquals(before.size(), after.size());
    assertNotEquals(before, after);
  }

  @Test
  void sameRunWithOtherWindowsTakesThePlaceOfItsStatistics() throws IOException {
    assertEquals(ExitCode.OK, run("out", first).exitCode());
    List<String> before = results("out");
    assertEquals(
        ExitCode.OK, run("out", first, "--windowSize=20m", "--windowPeriod=20m").exitCode());
    assertEquals(before.size(), results("out").size());
    assertNotEquals(before, results("out"));
  }

  @Test
  void sameRunAgainIsTheSameLakeAndWithMoreShardsTakesItsOwnPlace()
      throws IOException, SQLException {
    assertEquals(ExitCode.OK, run(folder.resolve("in/*")).exitCode());
    List<String> lake = rows();
    List<String> before = files();
    CommandRun again = run(folder.resolve("in/*"));
    assertEquals(ExitCode.OK, again.exitCode(), again::toString);
    assertEquals(before, files());

    assertEquals(ExitCode.OK, run(folder.resolve("in/*"), "--lakeShards=3").exitCode());
    assertEquals(lake, rows());
    assertTrue(files().size() > before.size(), () -> before.toString());
  }

  @Test
  void eachDayCanHaveARunOfItsOwn() throws SQLException {
    assertEquals(ExitCode.OK, run(first).exitCode());
    assertEquals(ExitCode.OK, run(second).exitCode());
    assertEquals(150, rows().size());
  }

  private CommandRun run(Path input, String... more) {
    return run("out", input, more);
  }

  private CommandRun run(String output, Path input, String... more) {
    List<String> options =
        new ArrayList<>(List.of("--inputFiles=" + input, "--output=" + folder.resolve(output)));
    options.addAll(List.of(more));
    return CommandRun.of(options);
  }

  private List<String> rows() throws SQLException {
    return LakeContents.read(folder.resolve("out/readings"));
  }

  /** The files of all outputs but the lake, whose names follow from what is in them. */
  private List<String> results(String output) throws IOException {
    Path directory = folder.resolve(output);
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .map(file -> directory.relativize(file).toString())
          .filter(name -> name.endsWith(".ndjson"))
          .sorted()
          .toList();
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("out/readings"))) {
      return files.map(Path::toString).filter(name -> name.endsWith(".parquet")).sorted().toList();
    }
  }

  private static List<String> readings(int from, int to) {
    List<String> lines = new ArrayList<>();
    for (int i = from; i < to; i++) {
      lines.add(
          "{\"sensor_id\":\"s%d\",\"timestamp\":%d,\"sensor_type\":\"temperature\",\"value\":%d}"
              .formatted(i % 7, 1_772_352_000_000L + i * 60_000L, i % 30));
    }
    return lines;
  }
}
