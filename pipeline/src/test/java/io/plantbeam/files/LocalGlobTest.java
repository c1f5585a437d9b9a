package io.plantbeam.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalGlobTest {
  @TempDir Path folder;

  @BeforeEach
  void makeFiles() throws IOException {
    for (String file :
        List.of("a.ndjson", "b.json", "x[1].ndjson", "day/1/a.ndjson", "day/2/b.ndjson")) {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "{}\n");
    }
  }

  @Test
  void patternsNameTheFilesThatTheyNameInAShell() {
    assertFiles("a.ndjson", "a.ndjson");
    assertFiles("*.ndjson", "a.ndjson", "x[1].ndjson");
    assertFiles("x[1].ndjson", "x[1].ndjson");
    assertFiles("{a,b}.*json", "a.ndjson", "b.json");
    assertFiles("day/?/*", "day/1/a.ndjson", "day/2/b.ndjson");
    assertFiles("day/{1/a,2/*}.ndjson", "day/1/a.ndjson", "day/2/b.ndjson");
    assertFiles("day/[!1]/../1//a.ndjson", "day/1/a.ndjson");
    assertFiles("**.ndjson", "a.ndjson", "day/1/a.ndjson", "day/2/b.ndjson", "x[1].ndjson");
    assertFiles("**/a.ndjson", "day/1/a.ndjson");
    assertFiles("day/**/*", "day/1/a.ndjson", "day/2/b.ndjson");
    assertFiles("*/a.ndjson");
    assertFiles("none/*.ndjson");
    assertFiles("a.ndjson/*");
  }

  @Test
  void nameThatIsNotUtf8IsFoundAndReadAndShownWithEscapes() throws IOException {
    Path odd = Path.of(URI.create(folder.toUri() + "K%F6ln%5C%E2%82%AC%C3.ndjson"));
    Files.writeString(odd, "{}\n");
    Files.writeString(Path.of(URI.create(folder.toUri() + "K%C3%B6ln.ndjson")), "{}\n");

    LocalGlob glob = new LocalGlob();
    glob.find(folder + "/K*.ndjson");

    List<InputFile> files = List.copyOf(glob.files());
    assertEquals(
        List.of(folder + "/K\u00F6ln.ndjson", folder + "/K\\xf6ln\\\\\u20AC\\xc3.ndjson"),
        files.stream().map(InputFile::name).toList());
    for (InputFile file : files) {
      try (var channel = InputFile.open(file.location())) {
        assertEquals(3, channel.read(java.nio.ByteBuffer.allocate(9)));
      }
    }
  }

  @Test
  void nameThatIsNotUtf8IsFoundByWhatIsLeftOfItOnTheCommandLine() throws IOException {
    Path odd = Path.of(URI.create(folder.toUri() + "K%F6ln.ndjson"));
    Files.writeString(odd, "{}\n");

    LocalGlob glob = new LocalGlob();
    glob.find(odd.toString());

    assertEquals(List.of("K\\xf6ln.ndjson"), names(glob));
  }

  @Test
  void linkThatLeadsNowhereIsAProblem() throws IOException {
    Files.createSymbolicLink(folder.resolve("l.ndjson"), Path.of("gone.ndjson"));
    Files.createSymbolicLink(folder.resolve("day/3"), Path.of("gone"));
    String file = "%s/l.ndjson is a link to %s/gone.ndjson, which is not there";
    String directory = "%s/day/3 is a link to %s/day/gone, which is not there";

    for (String pattern : List.of("*.ndjson", "l.ndjson", "[l].ndjson")) {
      assertProblems(pattern, file.formatted(folder, folder));
    }
    for (String pattern : List.of("day/*/*.ndjson", "day/3/a.ndjson", "day/**")) {
      assertProblems(pattern, directory.formatted(folder, folder));
    }
    assertProblems("b*");
    assertProblems("day/1/*");
  }

  @Test
  void linkThatLeadsBackIsNotFollowedForEver() throws IOException {
    Files.createSymbolicLink(folder.resolve("day/1/up"), folder.resolve("day"));

    LocalGlob glob = new LocalGlob();
    glob.find(folder + "/day/**.ndjson");

    assertEquals(List.of(), List.copyOf(glob.problems()));
    assertEquals(List.of("day/1/a.ndjson", "day/1/up/2/b.ndjson", "day/2/b.ndjson"), names(glob));
  }

  @Test
  void pipeIsReadByItsName() throws Exception {
    Process mkfifo = new ProcessBuilder("mkfifo", folder.resolve("p.zst").toString()).start();
    assertEquals(0, mkfifo.waitFor());

    LocalGlob glob = new LocalGlob();
    glob.find(folder + "/p*");

    InputFile pipe = glob.files().iterator().next();
    assertEquals(folder + "/p.zst", pipe.name());
    assertEquals(Compression.ZSTD, FileForm.of(pipe).compression());
  }

  @Test
  void directoryThatMayNotBeEnteredIsAProblemWhereSomethingInItCouldMatch() {
    String problem = "the directory " + folder + "/day/2 may not be entered by this user";
    for (String pattern : List.of("day/*/*.ndjson", "day/2/*", "**/b.ndjson")) {
      LocalGlob glob = withoutAccessTo("2");
      glob.find(folder + "/" + pattern);
      assertEquals(List.of(problem), List.copyOf(glob.problems()), pattern);
    }
    for (String pattern : List.of("*.ndjson", "*/1/*", "day/*")) {
      LocalGlob glob = withoutAccessTo("2");
      glob.find(folder + "/" + pattern);
      assertEquals(List.of(), List.copyOf(glob.problems()), pattern);
    }
  }

  /** The glob closes what it lists. */
  @SuppressWarnings("StreamResourceLeak")
  private static LocalGlob withoutAccessTo(String name) {
    return new LocalGlob(
        directory -> {
          if (directory.endsWith(name)) {
            throw new AccessDeniedException(directory.toString());
          }
          return Files.newDirectoryStream(directory);
        });
  }

  private void assertFiles(String pattern, String... expected) {
    LocalGlob glob = new LocalGlob();
    glob.find(folder + "/" + pattern);
    assertEquals(List.of(), List.copyOf(glob.problems()), pattern);
    assertEquals(Arrays.asList(expected), names(glob), pattern);
  }

  private void assertProblems(String pattern, String... expected) {
    LocalGlob glob = new LocalGlob();
    glob.find(folder + "/" + pattern);
    assertEquals(Arrays.asList(expected), List.copyOf(glob.problems()), pattern);
  }

  private List<String> names(LocalGlob glob) {
    return glob.files().stream()
        .map(file -> file.name().substring(folder.toString().length() + 1))
        .toList();
  }
}
