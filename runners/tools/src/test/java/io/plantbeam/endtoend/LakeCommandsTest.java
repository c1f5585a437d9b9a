package io.plantbeam.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.cli.Plantbeam;
import io.plantbeam.launch.ExitCode;
import io.plantbeam.testing.GeneratedDocs;
import io.plantbeam.testing.SharedS3;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on a lake, as the docs have them. */
class LakeCommandsTest {
  @TempDir Path folder;
  private Path lake;

  @BeforeEach
  void writeLake() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      lines.add(
          "{\"sensor_id\":\"s%d\",\"timestamp\":%d,\"sensor_type\":\"temperature\",\"value\":%d}"
              .formatted(i % 40, 1_772_352_000_000L + i * 60_000L, i % 30));
    }
    Path input = Files.write(folder.resolve("in.ndjson"), lines);
    assertEquals(
        ExitCode.OK,
        CommandRun.of(
                List.of(
                    "--inputFiles=" + input, "--output=" + folder.resolve("out"), "--lakeShards=4"))
            .exitCode());
    lake = folder.resolve("out/readings");
  }

  @Test
  void commandsOfTheDocsDoWhatTheySay() throws IOException, SQLException {
    String page = Files.readString(GeneratedDocs.page("lake.md"));
    String section =
        page.substring(
            page.indexOf("## Compaction, verification, retention"), page.indexOf("## Tables"));
    List<String> lines =
        section.lines().filter(line -> line.startsWith("./plantbeam lake ")).toList();
    assertEquals(4, lines.size());
    List<String> rows = LakeContents.read(lake);
    assertEquals(4, files());

    assertTrue(
        run(ExitCode.OK, lines.get(0))
            .contains("To be rewritten: 4 files of 1 partition with 600 rows"));
    assertEquals(4, files());
    String compacted = run(ExitCode.OK, lines.get(1));
    assertTrue(compacted.contains("now 1 file with 600 rows"), compacted);
    assertEquals(rows, LakeContents.read(lake));
    assertEquals(1, files());
    String verified = run(ExitCode.OK, lines.get(2));
    assertTrue(
        verified.contains("600 readings and 0 repeats; 1 run on files; no problem."), verified);
    String expired = run(ExitCode.OK, lines.get(3));
    assertTrue(
        expired.contains("There is nothing to delete.") || expired.contains("To be deleted: 1 day"),
        expired);
    assertEquals(rows, LakeContents.read(lake));
  }

  @Test
  void runWhoseFilesWereCompactedIsNotRepeated() throws IOException {
    run(ExitCode.OK, "./plantbeam lake compact --lake=out/readings");
    CommandRun again =
        CommandRun.of(
            List.of(
                "--inputFiles=" + folder.resolve("in.ndjson"),
                "--output=" + folder.resolve("out")));
    assertEquals(ExitCode.INVALID_OPTIONS, again.exitCode());
    assertTrue(again.errors().get(0).contains("compacted since"), again::toString);
  }

  @Test
  void wrongOptionsAreNamed() throws IOException {
    assertEquals(
        "--lake=%s: has no file; allowed is the directory of a lake, such as out/readings"
            .formatted(folder.resolve("nothing")),
        run(ExitCode.INVALID_OPTIONS, "./plantbeam lake verify --lake=nothing").strip());
    assertTrue(
        run(ExitCode.INVALID_OPTIONS, "./plantbeam lake verify --lake=out")
            .contains("is the output of a job, and its lake is"));
    assertTrue(
        run(ExitCode.INVALID_OPTIONS, "./plantbeam lake compact --lake=out/readings --older-than=x")
            .startsWith("--older-than=x: is not a duration; allowed is a number with a unit"));
    assertFalse(
        run(ExitCode.INVALID_OPTIONS, "./plantbeam lake compact --lake=out/readings --dryrun")
            .isEmpty());
  }

  @Test
  void whatIsWrongWithAStoreIsSaidInASentence() throws IOException {
    String url = SharedS3.server().url();
    String keys =
        SharedS3.server().options(url).entrySet().stream()
            .map(option -> " --%s=%s".formatted(option.getKey(), option.getValue()))
            .collect(Collectors.joining());
    assertEquals(
        "--lake=s3://no-such-bucket/lake: there is no bucket no-such-bucket at " + url,
        run(
                ExitCode.SERVER_UNAVAILABLE,
                "./plantbeam lake compact --lake=s3://no-such-bucket/lake" + keys)
            .strip());
    assertEquals(
        "--s3SecretKey: is not a reference to a secret; allowed are secret:env:NAME and secret:file:PATH",
        run(
                ExitCode.INVALID_OPTIONS,
                "./plantbeam lake verify --lake=s3://plant/lake --s3AccessKey=secret:env:PATH --s3SecretKey=in-the-open")
            .strip());
    assertTrue(
        run(
                ExitCode.INVALID_OPTIONS,
                "./plantbeam lake expire --retention=1d --lake=s3a://plant/lake" + keys)
            .contains("did you mean s3://?"));
    assertTrue(run(ExitCode.OK, "./plantbeam lake compact --help").contains("--s3Endpoint=URL"));
  }

  @Test
  void verifyFindsAFileThatIsGoneAndAnotherCount() throws IOException {
    Path summary = folder.resolve("out/summary.json");
    Files.writeString(
        summary, Files.readString(summary).replace("\"archived\" : 600", "\"archived\" : 601"));
    try (Stream<Path> all = Files.walk(lake)) {
      Files.delete(all.filter(file -> file.toString().endsWith(".parquet")).findFirst().get());
    }
    String found =
        run(
            ExitCode.JOB_FAILED,
            "./plantbeam lake verify --lake=out/readings --summary=out/summary.json");
    assertTrue(found.contains("1 of its 4 files are not there, or cannot be read"), found);
    assertTrue(found.contains("and 601 were archived by the summaries that are given"), found);
  }

  /** Runs a line in this process, with its paths in the folder; what it prints. */
  private String run(int exitCode, String line) throws IOException {
    StringWriter printed = new StringWriter();
    PrintWriter writer = new PrintWriter(printed);
    String[] arguments =
        Arrays.stream(line.split(" ", -1))
            .skip(1)
            .map(word -> word.replaceFirst("^(--lake|--summary)=(?!s3)", "$1=" + folder + "/"))
            .toArray(String[]::new);
    int code = Plantbeam.commandLine().setOut(writer).setErr(writer).execute(arguments);
    assertEquals(exitCode, code, printed::toString);
    return printed.toString();
  }

  private long files() throws IOException {
    try (Stream<Path> all = Files.walk(lake)) {
      return all.filter(file -> file.toString().endsWith(".parquet")).count();
    }
  }
}
