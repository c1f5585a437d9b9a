package io.plantbeam.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.PropertiesFile;
import io.plantbeam.job.Job;
import io.plantbeam.job.JobSettingsReader;
import io.plantbeam.model.Counters;
import io.plantbeam.servers.S3Server;
import io.plantbeam.telemetry.PipelineKinds;
import io.plantbeam.testing.SharedS3;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every option that names a file of settings takes one in an S3 store. */
class S3SettingsTest {
  @TempDir Path folder;

  private final String bucket = SharedS3.newBucket();
  private List<String> access;

  @BeforeEach
  void writeSettings() throws IOException {
    access = SharedS3.server().access(folder);
    FileSystems.setDefaultPipelineOptions(options(List.of()));
    write("in.ndjson", "{\"s\":\"a\",\"t\":\"2026-01-01T00:00:00Z\",\"v\":25}\n", 35);
    write("formats/routes.yaml", "formats:\n- {topic: '.*', format: mine.yaml}\n");
    write(
        "formats/mine.yaml",
        """
        sensor: /s
        time: /t
        value: /v
        metric: {constant: temperature}
        type: {constant: temperature}
        """);
    write(
        "types.yaml",
        "sensor_types: {temperature: {unit: celsius, range: {high: 30, policy: reject}}}\n");
    write("words.properties", "unit.bar=Bar\n");
    write("kafka.properties", "group.id=of-a-store\n");
    write("broken.yaml", "sensor_types: [\n");
  }

  private void write(String name, String text, int... otherValues) throws IOException {
    StringBuilder all = new StringBuilder(text);
    for (int value : otherValues) {
      all.append(text.replaceFirst("\"v\":\\d+", "\"v\":" + value));
    }
    Stores.write(uri(name), all.toString().getBytes(StandardCharsets.UTF_8));
  }

  private String uri(String name) {
    return "s3://%s/%s".formatted(bucket, name);
  }

  private PipelineOptions options(List<String> more) {
    Stores.options().forEach(PipelineOptionsFactory::register);
    PipelineKinds.ALL.get(0).parameters();
    List<String> arguments = new ArrayList<>(access);
    arguments.addAll(more);
    return PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new)).create();
  }

  private List<String> problems(String... more) {
    List<String> arguments = new ArrayList<>(List.of("--output=" + folder.resolve("out")));
    if (List.of(more).stream().noneMatch(option -> option.startsWith("--bootstrap"))) {
      arguments.add("--inputFiles=" + uri("in.ndjson"));
    }
    arguments.addAll(List.of(more));
    PipelineOptions options = options(arguments);
    return assertThrows(
            InvalidOptionsException.class,
            () -> JobSettingsReader.read(PipelineKinds.ALL.get(0), options))
        .problems();
  }

  @Test
  void jobHasTheSettingsOfTheStore() throws IOException {
    Job job =
        Job.launch(
            PipelineKinds.ALL.get(0),
            options(
                List.of(
                    "--inputFiles=" + uri("in.ndjson"),
                    "--output=" + uri("out"),
                    "--messageFormat=" + uri("formats/routes.yaml"),
                    "--sensorTypes=" + uri("types.yaml"),
                    "--alertMessages=" + uri("words.properties"))));
    job.waitUntilFinish();
    assertEquals(1, job.accounting().count(Counters.ARCHIVED));
    assertEquals(1, job.accounting().count(Counters.DEAD_LETTERED));
  }

  @Test
  void propertiesOfClientsAreRead() {
    assertEquals(Map.of("group.id", "of-a-store"), PropertiesFile.load(uri("kafka.properties")));
  }

  @Test
  void whatIsWrongIsSaidBeforeALaunch() {
    String none = uri("none");
    assertEquals(
        List.of("--sensorTypes=%1$s: %1$s cannot be read: there is no such file".formatted(none)),
        problems("--sensorTypes=" + none));
    assertEquals(
        List.of("--messageFormat=%1$s: %1$s cannot be read: there is no such file".formatted(none)),
        problems("--messageFormat=" + none));
    assertEquals(
        List.of("--alertMessages=%1$s: %1$s: there is no such file".formatted(none)),
        problems("--alertMessages=" + none));
    assertEquals(
        List.of("--consumerConfig=%1$s: %1$s: there is no such file".formatted(none)),
        problems("--bootstrapServers=h:1", "--inputTopics=t", "--consumerConfig=" + none));
    String elsewhere = "s3://no-such-bucket-of-ours/types.yaml";
    assertEquals(
        List.of(
            "--sensorTypes=%1$s: %1$s cannot be read: there is no bucket no-such-bucket-of-ours at %2$s"
                .formatted(elsewhere, SharedS3.server().url())),
        problems("--sensorTypes=" + elsewhere));
    assertEquals(
        List.of(
            "--sensorTypes=%1$s: %1$s line 2: is not valid YAML: expected the node content, but found '<stream end>'"
                .formatted(uri("broken.yaml"))),
        problems("--sensorTypes=" + uri("broken.yaml")));
    assertEquals(
        List.of(
            "--messageFormat=s3a://b/f.yaml: has a scheme that nothing here can open; did you mean"
                + " s3://?"),
        problems("--messageFormat=s3a://b/f.yaml"));
  }

  @Test
  void keysInPlainTextAreRefused() {
    String provider =
        "{\"@type\":\"StaticCredentialsProvider\",\"accessKeyId\":\"%s\",\"secretAccessKey\":\"%s\"}"
            .formatted(S3Server.ACCESS_KEY, S3Server.SECRET_KEY);
    assertEquals(
        List.of(
            "--awsCredentialsProvider: has keys in it, which engines would show; give --s3AccessKey"
                + " and --s3SecretKey, which say where the keys are"),
        problems("--awsCredentialsProvider=" + provider));
  }
}
