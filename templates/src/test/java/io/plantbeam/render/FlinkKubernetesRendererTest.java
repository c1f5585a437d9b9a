package io.plantbeam.render;

import static io.plantbeam.render.RenderTarget.FLINK_KUBERNETES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.spec.engine.Runners;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlinkKubernetesRendererTest {
  private static final Map<RenderSetting, String> IMAGE =
      Map.of(RenderSetting.IMAGE, "registry.example.com/plantbeam:1.0");
  private static final Map<RenderSetting, String> SETTINGS =
      Map.of(
          RenderSetting.IMAGE,
          "registry.example.com/plantbeam:1.0",
          RenderSetting.NAMESPACE,
          "plant",
          RenderSetting.STATE_DIR,
          "file:///data/state/",
          RenderSetting.VOLUMES,
          "plant-data:/data");

  @Test
  void streamIsAnApplicationThatIsUpgradedWithASavepoint() throws IOException {
    Rendered rendered =
        FLINK_KUBERNETES.render(
            Launches.stream(
                Runners.FLINK,
                "checkpointingInterval",
                "10000",
                "elasticsearchApiKey",
                "secret:env:ES_KEY",
                "kafkaSaslJaasConfig",
                "secret:file:/run/secrets/jaas.conf"),
            SETTINGS);

    assertEquals(
        """
        apiVersion: flink.apache.org/v1beta1
        kind: FlinkDeployment
        metadata:
          name: line-7
          namespace: plant
          labels:
            app.kubernetes.io/name: plantbeam
            app.kubernetes.io/instance: line-7
          annotations:
            plantbeam.io/template: test-template
            plantbeam.io/template-version: "1.2.3"
        spec:
          image: registry.example.com/plantbeam:1.0
          imagePullPolicy: IfNotPresent
          flinkVersion: v1_19
          serviceAccount: flink
          flinkConfiguration:
            taskmanager.numberOfTaskSlots: "2"
            taskmanager.memory.managed.fraction: "0.2"
            state.backend.type: hashmap
            state.checkpoints.dir: file:///data/state/line-7/checkpoints
            state.savepoints.dir: file:///data/state/line-7/savepoints
            execution.checkpointing.externalized-checkpoint-retention: RETAIN_ON_CANCELLATION
            high-availability.type: kubernetes
            high-availability.storageDir: file:///data/state/line-7/ha
            restart-strategy.type: exponential-delay
            restart-strategy.exponential-delay.initial-backoff: "1 s"
            restart-strategy.exponential-delay.max-backoff: "2 min"
          jobManager:
            resource:
              memory: "1g"
              cpu: 0.5
            replicas: 1
            podTemplate:
              spec:
                securityContext:
                  fsGroup: 9999
                containers:
                - name: flink-main-container
                  env:
                  - name: ES_KEY
                    valueFrom:
                      secretKeyRef:
                        name: line-7-secrets
                        key: ES_KEY
                  volumeMounts:
                  - name: plant-data
                    mountPath: /data
                  - name: launch-secrets
                    mountPath: /run/secrets/jaas.conf
                    subPath: run-secrets-jaas.conf
                    readOnly: true
                volumes:
                - name: plant-data
                  persistentVolumeClaim:
                    claimName: plant-data
                - name: launch-secrets
                  secret:
                    secretName: line-7-secrets
          taskManager:
            resource:
              memory: "2g"
              cpu: 1.0
            podTemplate:
              spec:
                securityContext:
                  fsGroup: 9999
                containers:
                - name: flink-main-container
                  volumeMounts:
                  - name: plant-data
                    mountPath: /data
                volumes:
                - name: plant-data
                  persistentVolumeClaim:
                    claimName: plant-data
          job:
            jarURI: local:///opt/flink/usrlib/plantbeam.jar
            entryClass: io.plantbeam.cli.Plantbeam
            args:
            - run
            - --runner=FlinkRunner
            - --jobName=line-7
            - --templateName=test-template
            - --templateVersion=1.2.3
            - --bootstrapServers=broker:9092
            - --inputTopics=readings
            - --output=/data/out
            - --checkpointingInterval=10000
            - --elasticsearchApiKey=secret:env:ES_KEY
            - --kafkaSaslJaasConfig=secret:file:/run/secrets/jaas.conf
            parallelism: 3
            upgradeMode: savepoint
            state: running
        """,
        rendered.text());
    assertEquals(List.of(), CustomResource.flinkDeployment().problems(rendered.text()));
    assertEquals(
        List.of(
            """
            The Kubernetes Secret has to be there first:
            kubectl create secret generic line-7-secrets \\
              --namespace=plant \\
              --from-literal=ES_KEY="$ES_KEY" \\
              --from-file=run-secrets-jaas.conf=/run/secrets/jaas.conf
            """),
        rendered.notes());
  }

  @Test
  void batchJobStartsAnew() throws IOException {
    Rendered rendered =
        FLINK_KUBERNETES.render(Launches.batch(Runners.FLINK, "parallelism", "8"), IMAGE);

    assertEquals(List.of(), CustomResource.flinkDeployment().problems(rendered.text()));
    JsonNode spec = new YAMLMapper().readTree(rendered.text()).path("spec");
    assertEquals("stateless", spec.path("job").path("upgradeMode").asText());
    assertEquals(8, spec.path("job").path("parallelism").asInt());
    JsonNode configuration = spec.path("flinkConfiguration");
    assertEquals("4", configuration.path("taskmanager.numberOfTaskSlots").asText());
    assertEquals("64", configuration.path("taskmanager.network.sort-shuffle.min-buffers").asText());
    assertEquals("fixed-delay", configuration.path("restart-strategy.type").asText());
    assertEquals(false, configuration.has("state.checkpoints.dir"));
    assertEquals(
        List.of(
            "--inputFiles=/data/in/*.ndjson is a path in the container: put it into the image, or on a volume with --volumes.",
            "--output=/data/out is in the container's own file system, which ends with it; put it on a volume with --volumes."),
        rendered.notes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"8", "+8", "08"})
  void thereAreSlotsForTheParallelismHoweverItIsWritten(String parallelism) throws IOException {
    String text =
        FLINK_KUBERNETES
            .render(Launches.batch(Runners.FLINK, "parallelism", parallelism), IMAGE)
            .text();
    JsonNode spec = new YAMLMapper().readTree(text).path("spec");
    assertEquals(8, spec.path("job").path("parallelism").asInt());
    JsonNode configuration = spec.path("flinkConfiguration");
    assertEquals("4", configuration.path("taskmanager.numberOfTaskSlots").asText());
  }

  @Test
  void claimThatIsMountedTwiceIsOneVolume() throws IOException {
    String text =
        FLINK_KUBERNETES
            .render(
                Launches.batch(Runners.FLINK),
                Map.of(
                    RenderSetting.IMAGE, "image",
                    RenderSetting.VOLUMES, "plant-data:/data,plant-data:/archive"))
            .text();
    for (String manager : List.of("jobManager", "taskManager")) {
      JsonNode pod =
          new YAMLMapper().readTree(text).at("/spec/%s/podTemplate/spec".formatted(manager));
      assertEquals(1, pod.path("volumes").size());
      JsonNode mounts = pod.path("containers").path(0).path("volumeMounts");
      assertEquals("/data", mounts.path(0).path("mountPath").asText());
      assertEquals("/archive", mounts.path(1).path("mountPath").asText());
    }
  }

  /** The operator merges templates list by list, without regard to the names in them. */
  @Test
  void noPodIsMergedFromTwoTemplates() throws IOException {
    String text =
        FLINK_KUBERNETES
            .render(
                Launches.stream(
                    Runners.FLINK, "kafkaSaslJaasConfig", "secret:file:/run/secrets/jaas.conf"),
                SETTINGS)
            .text();
    JsonNode spec = new YAMLMapper().readTree(text).path("spec");
    assertTrue(spec.path("podTemplate").isMissingNode(), text);
    JsonNode launching = spec.at("/jobManager/podTemplate/spec");
    assertEquals(
        List.of("plant-data", "launch-secrets"),
        launching.path("volumes").findValuesAsText("name"));
    assertEquals(
        List.of("/data", "/run/secrets/jaas.conf"),
        launching.at("/containers/0/volumeMounts").findValuesAsText("mountPath"));
    JsonNode working = spec.at("/taskManager/podTemplate/spec");
    assertEquals(List.of("plant-data"), working.path("volumes").findValuesAsText("name"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "'upgradeMode: savepoint', 'upgradeMode: now and then'",
    "'flinkVersion: v1_19', 'flinkVersion: v9_9'",
    "'parallelism: 3', 'parallelism: three'",
    "'parallelism: 3', 'paralelism: 3'",
    "'imagePullPolicy:', 'imagePullPolice:'",
    "'mountPath:', 'mountpath:'",
    "'kind: FlinkDeployment', 'kind: Flink'",
    "'spec:', 'specification:'"
  })
  void schemaFindsWhatIsWrong(String right, String wrong) throws IOException {
    String text = FLINK_KUBERNETES.render(Launches.stream(Runners.FLINK), SETTINGS).text();
    assertNotEquals(
        List.of(), CustomResource.flinkDeployment().problems(text.replace(right, wrong)));
  }

  @Test
  void allThatIsMissingOrWrongIsSaidAtOnce() {
    InvalidOptionsException refused =
        assertThrows(
            InvalidOptionsException.class,
            () ->
                FLINK_KUBERNETES.render(
                    Launches.stream(Runners.FLINK, "assetRegistry", "plant/registry"),
                    Map.of(
                        RenderSetting.NAME, "Line_7",
                        RenderSetting.VOLUMES, "plant-data",
                        RenderSetting.MASTER, "localhost:8081")));

    assertEquals(
        List.of(
            "--master=localhost:8081: has no meaning for --target=flink-kubernetes; leave it out",
            "--name=Line_7: is not the name of a resource; allowed are at most 45 lower-case letters, digits and hyphens, a letter first and no hyphen last",
            "--volumes=plant-data: 'plant-data' is not a volume; allowed is CLAIM:PATH such as plant-data:/data",
            "--assetRegistry=plant/registry: is relative, and a cluster's processes have directories of their own; give an absolute path or a URI",
            "--image: is required; give an image with the engine and plantbeam.jar, such as registry.example.com/plantbeam:1.0",
            "--state-dir: is required; a stream's checkpoints and savepoints go to a directory that every pod reaches, such as s3://bucket/flink or file:///data/flink on a volume"),
        refused.problems());
  }

  @Test
  void textsThatYamlCouldTakeForSomethingElseStayTexts() throws IOException {
    String nasty = "yes: {no} [1] #x 'a' \"b\" $C `d` \\ \u00fc %";
    Rendered rendered =
        FLINK_KUBERNETES.render(Launches.batch(Runners.FLINK, "indexPrefix", nasty), IMAGE);
    JsonNode args =
        new YAMLMapper().readTree(rendered.text()).path("spec").path("job").path("args");
    assertEquals("--indexPrefix=" + nasty, args.path(args.size() - 1).asText());
  }
}
