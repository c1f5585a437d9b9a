package io.plantbeam.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in plantbeam.jar, and what is not. */
class PlantbeamJarIT {
  private static final Path JAR = Path.of("target", "plantbeam.jar");

  private static JarFile jar;

  @BeforeAll
  static void open() throws IOException {
    jar = new JarFile(JAR.toFile());
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  @Test
  void runsByItself() throws IOException {
    Attributes manifest = jar.getManifest().getMainAttributes();
    assertEquals("io.plantbeam.cli.Plantbeam", manifest.getValue(Attributes.Name.MAIN_CLASS));
    assertEquals("true", manifest.getValue(Attributes.Name.MULTI_RELEASE));
    assertNotNull(manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION));
    String build = manifest.getValue("Implementation-Build");
    assertTrue(build.matches("[0-9a-f]{7,40}|unknown"), build);
    assertNotNull(jar.getEntry("log4j2.xml"));
  }

  /** What the engines bring: a second copy, or one of another version, breaks jobs. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "org/apache/flink/",
        "org/apache/spark/",
        "scala/",
        "com/esotericsoftware/",
        "com/codahale/",
        "org/apache/hadoop/hdfs/",
        "org/apache/hadoop/yarn/",
        "io/netty/",
        "kafka/server/",
      })
  void leavesEnginesAndServersOut(String folder) {
    assertEquals(List.of(), entriesBelow(folder));
  }

  /** What Spark has in another version, and loads before the JAR. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "com/fasterxml/jackson/",
        "com/google/api/",
        "com/google/auth/",
        "com/google/common/",
        "com/google/gson/",
        "com/google/protobuf/",
        "io/airlift/",
        "org/apache/avro/",
        "org/apache/commons/codec/",
        "org/apache/commons/compress/",
        "org/apache/commons/io/",
        "org/apache/commons/lang3/",
        "org/apache/http/",
        "org/apache/parquet/",
        "org/yaml/snakeyaml/",
        "shaded/parquet/",
      })
  void hasUnderItsOwnNameWhatSparkHasToo(String folder) {
    assertEquals(List.of(), entriesBelow(folder));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io/plantbeam/telemetry/TelemetryPipeline.class",
        "org/apache/beam/runners/direct/DirectRunner.class",
        "org/apache/beam/runners/flink/FlinkRunner.class",
        "org/apache/beam/runners/spark/SparkRunner.class",
        "io/plantbeam/shaded/com/fasterxml/jackson/databind/ObjectMapper.class",
        "io/plantbeam/shaded/org/apache/parquet/hadoop/ParquetWriter.class",
        // Named in the property files of users.
        "org/apache/kafka/common/security/plain/PlainLoginModule.class",
        // Parquet's configuration; Spark has its own.
        "org/apache/hadoop/conf/Configuration.class",
      })
  void hasWhatAJobNeeds(String entry) {
    assertNotNull(jar.getEntry(entry), entry);
  }

  @Test
  void findsTheRunnersOfAllEngines() throws IOException {
    Set<String> registrars =
        service("org.apache.beam.sdk.runners.PipelineRunnerRegistrar").stream()
            .map(name -> name.replaceFirst("\\$.*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(
        registrars.containsAll(
            Set.of(
                "org.apache.beam.runners.direct.DirectRegistrar",
                "org.apache.beam.runners.flink.FlinkRunnerRegistrar",
                "org.apache.beam.runners.spark.SparkRunnerRegistrar")),
        registrars::toString);
  }

  /** A service that names a class of the old name would be found and not loaded. */
  @Test
  void everyServiceNamesClassesThatAreThere() throws IOException {
    List<String> files =
        jar.stream()
            .map(JarEntry::getName)
            .filter(name -> name.matches("META-INF/services/[^/]+"))
            .toList();
    assertTrue(files.size() > 20, files::toString);
    Set<String> missing = new TreeSet<>();
    for (String file : files) {
      for (String provider : lines(file)) {
        if (jar.getEntry(provider.replace('.', '/') + ".class") == null) {
          missing.add(file + " names " + provider);
        }
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void relocatedServicesAreFoundUnderTheirNewName() throws IOException {
    String name = "com.fasterxml.jackson.core.JsonFactory";
    assertNull(jar.getEntry("META-INF/services/" + name));
    assertTrue(
        service("io.plantbeam.shaded." + name).contains("io.plantbeam.shaded." + name),
        "the service of Jackson's factories");
  }

  @Test
  void keepsTheLicenceAndNoticeOfEachLibrary() throws IOException {
    assertTrue(text("META-INF/LICENSE").contains("Apache License"));
    assertTrue(text("META-INF/NOTICE").startsWith("Plantbeam"));
    for (String library : List.of("avro-1", "kafka-clients-3", "jackson-core-2", "slf4j-api-2")) {
      List<String> files = entriesBelow("META-INF/third-party/" + library);
      assertTrue(files.stream().anyMatch(name -> name.contains("LICENSE")), library);
    }
    assertTrue(text(notice("avro-1")).contains("Apache Avro"));
    assertEquals(List.of(), entriesBelow("META-INF/maven/"));
  }

  @Test
  void staysBelow125Megabytes() {
    long megabytes = new File(JAR.toString()).length() / 1_000_000;
    assertTrue(megabytes < 125, megabytes + " MB");
  }

  private static String notice(String library) {
    return entriesBelow("META-INF/third-party/" + library).stream()
        .filter(name -> name.contains("NOTICE"))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> entriesBelow(String folder) {
    return jar.stream()
        .map(JarEntry::getName)
        .map(name -> name.replaceFirst("^META-INF/versions/\\d+/", ""))
        .filter(name -> name.startsWith(folder) && !name.endsWith("/"))
        .toList();
  }

  private static List<String> service(String name) throws IOException {
    return lines("META-INF/services/" + name);
  }

  private static List<String> lines(String entry) throws IOException {
    return Arrays.stream(text(entry).split("\n", -1))
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static String text(String entry) throws IOException {
    return new String(
        jar.getInputStream(jar.getJarEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
  }
}
