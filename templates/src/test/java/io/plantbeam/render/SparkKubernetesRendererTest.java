package io.plantbeam.render;

import static io.plantbeam.render.RenderTarget.SPARK_KUBERNETES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.spec.engine.Runners;
import io.plantbeam.spec.plan.Launch;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkKubernetesRendererTest {
  private static final Map<RenderSetting, String> IMAGE =
      Map.of(RenderSetting.IMAGE, "registry.example.com/plantbeam-spark:1.0");
  private static final Map<RenderSetting, String> SETTINGS =
      Map.of(
          RenderSetting.IMAGE,
          "registry.example.com/plantbeam-spark:1.0",
          RenderSetting.STATE_DIR,
          "/data/state",
          RenderSetting.VOLUMES,
          "plant-data:/data",
          RenderSetting.SECRET,
          "plant-credentials");

  private static Rendered stream() {
    return SPARK_KUBERNETES.render(
        Launches.stream(
            Runners.SPARK,
            "indexPrefix",
            "a$(HOME)$$b",
            "elasticsearchApiKey",
            "secret:env:ES_KEY",
            "kafkaSaslJaasConfig",
            "secret:file:/run/secrets/jaas.conf"),
        SETTINGS);
  }

  @Test
  void streamIsStartedAgainFromItsCheckpointDirectory() {
    assertEquals(
        """
        apiVersion: sparkoperator.k8s.io/v1beta2
        kind: SparkApplication
        metadata:
          name: line-7
          labels:
            app.kubernetes.io/name: plantbeam
            app.kubernetes.io/instance: line-7
          annotations:
            plantbeam.io/template: test-template
            plantbeam.io/template-version: "1.2.3"
        spec:
          type: Java
          mode: cluster
          sparkVersion: "3.5.7"
          image: registry.example.com/plantbeam-spark:1.0
          imagePullPolicy: IfNotPresent
          mainClass: io.plantbeam.cli.Plantbeam
          mainApplicationFile: local:///opt/spark/plantbeam/plantbeam.jar
          arguments:
          - run
          - --runner=SparkRunner
          - --jobName=line-7
          - --templateName=test-template
          - --templateVersion=1.2.3
          - --bootstrapServers=broker:9092
          - --inputTopics=readings
          - --output=/data/out
          - --indexPrefix=a$$(HOME)$$$$b
          - --elasticsearchApiKey=secret:env:ES_KEY
          - --kafkaSaslJaasConfig=secret:file:/run/secrets/jaas.conf
          - --checkpointDir=/data/state/line-7/checkpoint
          restartPolicy:
            type: Always
            onFailureRetryInterval: 30
            onSubmissionFailureRetryInterval: 30
          volumes:
          - name: plant-data
            persistentVolumeClaim:
              claimName: plant-data
          - name: launch-secrets
            secret:
              secretName: plant-credentials
          driver:
            cores: 1
            coreRequest: "0.5"
            memory: "1g"
            serviceAccount: spark-operator-spark
            env:
            - name: ES_KEY
              valueFrom:
                secretKeyRef:
                  name: plant-credentials
                  key: ES_KEY
            volumeMounts:
            - name: plant-data
              mountPath: /data
            - name: launch-secrets
              mountPath: /run/secrets/jaas.conf
              subPath: run-secrets-jaas.conf
              readOnly: true
            podSecurityContext:
              fsGroup: 185
          executor:
            instances: 2
            cores: 2
            coreRequest: "1"
            memory: "2g"
            volumeMounts:
            - name: plant-data
              mountPath: /data
            podSecurityContext:
              fsGroup: 185
        """,
        stream().text());
  }

  @Test
  void batchJobIsTriedAFewTimes() throws IOException {
    String text = SPARK_KUBERNETES.render(Launches.batch(Runners.SPARK), IMAGE).text();
    JsonNode spec = new YAMLMapper().readTree(text).path("spec");
    assertEquals("OnFailure", spec.path("restartPolicy").path("type").asText());
    assertEquals(3, spec.path("restartPolicy").path("onFailureRetries").asInt());
    assertTrue(spec.path("volumes").isMissingNode());
    assertEquals(
        "--output=/data/out",
        spec.path("arguments").path(spec.path("arguments").size() - 1).asText());
  }

  @Test
  void streamWithItsOwnCheckpointDirectoryKeepsIt() throws IOException {
    String text =
        SPARK_KUBERNETES
            .render(Launches.stream(Runners.SPARK, "checkpointDir", "s3a://bucket/line-7"), IMAGE)
            .text();
    JsonNode arguments = new YAMLMapper().readTree(text).path("spec").path("arguments");
    assertEquals(
        "--checkpointDir=s3a://bucket/line-7", arguments.path(arguments.size() - 1).asText());
  }

  @Test
  void streamWithoutACheckpointDirectoryIsRefused() {
    InvalidOptionsException refused =
        assertThrows(
            InvalidOptionsException.class,
            () -> SPARK_KUBERNETES.render(Launches.stream(Runners.SPARK), IMAGE));
    assertEquals(
        List.of(
            "--state-dir: is required; a stream on Spark starts again from a directory that every node reaches and that stays, such as file:///data/state"),
        refused.problems());
  }

  @Test
  void stateDirectoryThatWouldNotBeUsedIsRefused() {
    assertEquals(
        List.of(
            "--state-dir=/data/state: cannot be used with checkpointDir, which says where the checkpoints go; leave out one of the two"),
        problems(Launches.stream(Runners.SPARK, "checkpointDir", "/data/checkpoints"), SETTINGS));
    assertEquals(
        List.of("--state-dir=/data/state: a batch job has no checkpoints; leave it out"),
        problems(Launches.batch(Runners.SPARK), SETTINGS));
  }

  @Test
  void relativeStateDirectoryIsRefused() {
    assertEquals(
        List.of(
            "--state-dir=state: is relative, and a cluster's processes have directories of their own; give an absolute path or a URI"),
        problems(
            Launches.stream(Runners.SPARK),
            Map.of(RenderSetting.IMAGE, "image", RenderSetting.STATE_DIR, "state")));
  }

  @Test
  void stateDirectoryThatEndsWithTheContainerIsPointedOut() {
    String lost =
        "--%s=/data/state is in the container's own file system, which ends with it; put it on a volume with --volumes.";
    assertEquals(
        List.of(lost.replace("/state", "/out").formatted("output"), lost.formatted("state-dir")),
        SPARK_KUBERNETES
            .render(
                Launches.stream(Runners.SPARK),
                Map.of(RenderSetting.IMAGE, "image", RenderSetting.STATE_DIR, "file:///data/state"))
            .notes());
    assertEquals(
        List.of(
            lost.replace("/state", "/out").formatted("output"), lost.formatted("checkpointDir")),
        SPARK_KUBERNETES
            .render(Launches.stream(Runners.SPARK, "checkpointDir", "/data/state"), IMAGE)
            .notes());
  }

  private static List<String> problems(Launch launch, Map<RenderSetting, String> settings) {
    return assertThrows(
            InvalidOptionsException.class, () -> SPARK_KUBERNETES.render(launch, settings))
        .problems();
  }

  @Test
  void manifestsAreWhatTheDefinitionOfTheOperatorAllows() throws IOException {
    CustomResource definition = CustomResource.sparkApplication();
    assertEquals(List.of(), definition.problems(stream().text()));
    assertEquals(
        List.of(),
        definition.problems(SPARK_KUBERNETES.render(Launches.batch(Runners.SPARK), IMAGE).text()));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "'type: Always', 'type: Ever'",
    "'type: Java', 'type: Kotlin'",
    "'instances:', 'instance:'",
    "'cores: 2', 'cores: two'",
    "'imagePullPolicy:', 'imagePullPolice:'",
    "'mountPath:', 'mountpath:'",
    "'onFailureRetryInterval: 30', 'onFailureRetryInterval: 30s'",
    "'sparkVersion:', 'version:'",
    "'kind: SparkApplication', 'kind: Spark'"
  })
  void schemaFindsWhatIsWrong(String right, String wrong) throws IOException {
    String text = stream().text();
    assertTrue(text.contains(right), text);
    assertNotEquals(
        List.of(), CustomResource.sparkApplication().problems(text.replace(right, wrong)));
  }
}
