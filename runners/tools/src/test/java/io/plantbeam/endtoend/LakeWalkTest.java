package io.plantbeam.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.servers.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of the docs from an empty bucket to a query, as it is written, on an S3 server. */
class LakeWalkTest {
  @TempDir Path folder;

  @Test
  void emptyBucketBecomesATableThatIsQueried() throws Exception {
    LakeWalk walk = new LakeWalk(folder);
    List<String> printed = walk.run();

    String registered = printed.get(2);
    Matcher files =
        Pattern.compile(
                "(\\d+) files with ([\\d,]+) readings added: plantbeam.readings has \\1 files")
            .matcher(registered);
    assertTrue(files.find(), registered);
    String rows = files.group(2);
    assertTrue(printed.get(3).contains("0 repeats left out"), printed.get(3));
    assertTrue(printed.get(4).contains(rows + " readings and 0 repeats"), printed.get(4));
    assertTrue(printed.get(4).contains("no problem."), printed.get(4));
    printed.forEach(text -> assertFalse(text.contains(S3Server.SECRET_KEY), text));
    // One file for each facility, day and type; the others stay for the snapshot before.
    assertEquals(folders(walk.readings()), walk.tableFiles().size());
    List<String> means = walk.answer();
    assertFalse(means.isEmpty());
    // One every ten minutes of each metric, less what was lost on the way.
    means.forEach(mean -> assertTrue(mean.matches("\\S+ [12]\\d\\d -?[\\d.]+"), mean));
  }

  private static long folders(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.getFileName().toString().startsWith("date=")).count();
    }
  }
}
