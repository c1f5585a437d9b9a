package io.plantbeam.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.servers.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ./plantbeam} starts, in a checkout that is built, with a Java that says so. */
class LauncherScriptTest {
  private static final String JAVA =
      """
      #!/bin/sh
      if [ "$1" = -XshowSettings:properties ]; then
        echo "    java.specification.version = 17"
      else
        for option in "$@"; do
          case "$option" in
            -XX:ArchiveClassesAtExit=*)
              while [ "$1" != -cp ]; do shift; done
              echo "$@" >"${option#*=}"
              exit
              ;;
          esac
        done
        echo "locale ${LC_ALL:-none}"
        printf '%s\\n' "$@"
      fi
      """;

  @TempDir private Path checkout;

  @BeforeEach
  void makeCheckout() throws IOException {
    Path script = Checkout.root().resolve("plantbeam");
    executable("plantbeam", Files.readString(script));
    executable("java/bin/java", JAVA);
    executable("runners/engines/prepare", "#!/bin/sh\necho \"prepared $1\"\n");
    Files.writeString(checkout.resolve("pom.xml"), "");
    for (String module : List.of("runners", "transforms")) {
      Files.createDirectories(checkout.resolve(module).resolve("src/main"));
      Files.writeString(checkout.resolve(module).resolve("pom.xml"), "");
    }
    Files.createDirectories(checkout.resolve("runners/target"));
    Files.writeString(checkout.resolve("runners/target/built"), "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --runner=FlinkRunner --output=out",
        "run --output=out --runner=flink",
        "run --runner=FLINK",
        "--runner=FlinkRunner --output=out",
        "--output=out --runner=FlinkRunner",
        "templates launch alerts-only --runner flink"
      })
  void jobOnFlinkGetsTheEngine(String arguments) throws Exception {
    List<String> started = start(Map.of(), arguments);
    assertEquals("prepared flink", started.get(0));
    assertTrue(
        started.contains(
            "%1$s/target/engines/flink/lib/*:%1$s/target/plantbeam.jar"
                .formatted(checkout.resolve("runners"))),
        started::toString);
    assertTrue(started.contains("io.plantbeam.cli.Plantbeam"), started::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "cluster flink start, flink",
    "cluster flink --slots=4 start, flink",
    "cluster spark START --cores 1, spark",
    "cluster elasticsearch start, elasticsearch",
    "benchmark --engine=spark, spark",
    "benchmark --readings=5 --engine flink --sensors=1, flink",
    "benchmark --engine=FLINK, flink"
  })
  void serversAreMadeFirst(String arguments, String engine) throws Exception {
    assertEquals("prepared " + engine, start(Map.of(), arguments).get(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --output=out",
        "cluster kafka start",
        "cluster flink stop",
        "benchmark --engine=direct",
        "benchmark",
        "run --runner=DirectRunner",
        "--output=out",
        "--help",
        "templates validate alerts-only --runner=flink"
      })
  void anythingElseNeedsNoEngine(String arguments) throws Exception {
    List<String> started = start(Map.of(), arguments);
    assertTrue(started.get(0).startsWith("locale "), started::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', '', C.UTF-8",
    "C, '', '', C.UTF-8",
    "POSIX, de_DE.UTF-8, de_DE.UTF-8, C.UTF-8",
    "'', C, de_DE.UTF-8, C.UTF-8",
    "'', '', de_DE.UTF-8, none",
    "'', de_DE.UTF-8, C, none",
    "de_DE.ISO-8859-1, '', C, de_DE.ISO-8859-1"
  })
  void whereThereIsNoLocaleLettersAreUtf8(String all, String type, String lang, String locale)
      throws Exception {
    Map<String, String> environment = Map.of("LC_ALL", all, "LC_CTYPE", type, "LANG", lang);
    assertEquals("locale " + locale, start(environment, "run").get(0));
  }

  @Test
  void archiveOfClassesIsForTheClassPathThatItWasMadeOf() throws Exception {
    Path archive = checkout.resolve("runners/tools/target/classes-java17.jsa");
    String option = "-XX:SharedArchiveFile=" + archive;
    assertFalse(start(Map.of(), "run", "--output=out").contains(option));
    Files.createDirectories(archive.getParent());
    Files.writeString(archive, "");
    assertTrue(start(Map.of(), "run", "--output=out").contains(option));
    assertFalse(start(Map.of(), "run", "--runner=FlinkRunner").contains(option));
  }

  @Test
  void archiveOfClassesIsMadeAfterABuild() throws Exception {
    Path archive = checkout.resolve("runners/tools/target/classes-java17.jsa");
    executable("mvnw", "#!/bin/sh\nmkdir -p runners/tools/target\necho \"built $*\" >built\n");
    Files.delete(checkout.resolve("runners/target/built"));
    List<String> started = start(Map.of(), "run", "--output=out");
    assertTrue(Files.readString(checkout.resolve("built")).endsWith("package\n"));
    // Of a short job of its own, with the class path that is started then.
    String made = Files.readString(archive);
    assertTrue(
        made.matches(
            "-cp %s io.plantbeam.tools.PlantbeamWithTools run --inputFiles=\\S+/readings.ndjson --output=\\S+/out\n"
                .formatted(Pattern.quote(started.get(started.indexOf("-cp") + 1)))),
        made);
    assertTrue(started.contains("-XX:SharedArchiveFile=" + archive), started::toString);

    // As long as nothing changes, it is left alone.
    Files.writeString(archive, "as it was");
    start(Map.of(), "run", "--output=out");
    assertEquals("as it was", Files.readString(archive));
  }

  @Test
  void argumentsArriveAsTheyAre() throws Exception {
    List<String> started = start(Map.of(), "run", "--inputFiles=a b/*.ndjson");
    assertEquals(
        List.of("io.plantbeam.tools.PlantbeamWithTools", "run", "--inputFiles=a b/*.ndjson"),
        started.subList(started.size() - 3, started.size()));
  }

  private List<String> start(Map<String, String> environment, String arguments) throws Exception {
    return start(environment, arguments.split(" ", -1));
  }

  private List<String> start(Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(checkout.resolve("plantbeam").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.environment().put("JAVA_HOME", checkout.resolve("java").toString());
    Process process = builder.redirectErrorStream(true).start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.contains("setlocale"))
            .toList();
    assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), lines::toString);
    return lines;
  }

  private void executable(String file, String content) throws IOException {
    Path path = checkout.resolve(file);
    Files.createDirectories(path.getParent());
    assertTrue(Files.writeString(path, content).toFile().setExecutable(true));
  }
}
