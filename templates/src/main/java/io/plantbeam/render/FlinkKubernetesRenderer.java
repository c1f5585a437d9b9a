package io.plantbeam.render;

import static io.plantbeam.render.KubernetesResource.map;

import io.plantbeam.spec.Resources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A FlinkDeployment of the Flink Kubernetes operator, in application mode. A stream is upgraded
 * with a savepoint and survives the loss of its JobManager; a batch job starts from the beginning.
 */
final class FlinkKubernetesRenderer implements Renderer {
  private static final String JAR = "local:///opt/flink/usrlib/plantbeam.jar";

  /** The group of the user flink in Flink's images. */
  private static final int GROUP = 9999;

  @Override
  public String text(Rendering rendering) {
    KubernetesResource resource = new KubernetesResource(rendering);
    Resources resources = rendering.launch().template().resources();
    boolean stream = !rendering.launch().isBounded();

    Map<String, Object> jobManager = new LinkedHashMap<>();
    jobManager.put("resource", resource(resources.managerMemory(), resources.managerCpu()));
    jobManager.put("replicas", 1);
    if (resource.hasSecrets() || resource.hasVolumes()) {
      jobManager.put("podTemplate", launchingPod(resource));
    }

    Map<String, Object> taskManager = new LinkedHashMap<>();
    taskManager.put("resource", resource(resources.workerMemory(), resources.workerCpu()));
    if (resource.hasVolumes()) {
      taskManager.put("podTemplate", workingPod(resource));
    }

    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("image", resource.image());
    spec.put("imagePullPolicy", "IfNotPresent");
    spec.put("flinkVersion", EngineVersions.flinkOfOperator());
    spec.put("serviceAccount", rendering.setting(RenderSetting.SERVICE_ACCOUNT, "flink"));
    spec.put("flinkConfiguration", configuration(rendering, resource.name(), stream));
    spec.put("jobManager", jobManager);
    spec.put("taskManager", taskManager);
    spec.put(
        "job",
        map(
            "jarURI",
            rendering.setting(RenderSetting.JAR, JAR),
            "entryClass",
            Rendering.MAIN_CLASS,
            "args",
            rendering.commandLine(),
            "parallelism",
            rendering.parallelism(),
            "upgradeMode",
            stream ? "savepoint" : "stateless",
            "state",
            "running"));

    return Yaml.write(
        map(
            "apiVersion",
            "flink.apache.org/v1beta1",
            "kind",
            "FlinkDeployment",
            "metadata",
            resource.metadata(),
            "spec",
            spec));
  }

  private static Map<String, Object> resource(String memory, double cpu) {
    return map("memory", memory, "cpu", cpu);
  }

  private static Map<String, Object> configuration(
      Rendering rendering, String name, boolean stream) {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("taskmanager.numberOfTaskSlots", Integer.toString(rendering.slots()));
    // State is on the heap, and little has to be managed beside it.
    configuration.put("taskmanager.memory.managed.fraction", "0.2");
    String state = stateDirectory(rendering, stream);
    if (stream) {
      configuration.put("state.backend.type", "hashmap");
      configuration.put("state.checkpoints.dir", StateDirectory.of(state, name, "checkpoints"));
      configuration.put("state.savepoints.dir", StateDirectory.of(state, name, "savepoints"));
      configuration.put(
          "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
      configuration.put("high-availability.type", "kubernetes");
      configuration.put("high-availability.storageDir", StateDirectory.of(state, name, "ha"));
      configuration.put("restart-strategy.type", "exponential-delay");
      configuration.put("restart-strategy.exponential-delay.initial-backoff", "1 s");
      configuration.put("restart-strategy.exponential-delay.max-backoff", "2 min");
    } else {
      // All steps of the job run at once, so that with 512 for each of their shuffles the buffers
      // of a TaskManager are used up by two slots.
      configuration.put("taskmanager.network.sort-shuffle.min-buffers", "64");
      configuration.put("restart-strategy.type", "fixed-delay");
      configuration.put("restart-strategy.fixed-delay.attempts", "3");
      configuration.put("restart-strategy.fixed-delay.delay", "10 s");
    }
    return configuration;
  }

  private static String stateDirectory(Rendering rendering, boolean stream) {
    if (stream) {
      String directory =
          rendering.required(
              RenderSetting.STATE_DIR,
              "a stream's checkpoints and savepoints go to a directory that every pod reaches, such as s3://bucket/flink or file:///data/flink on a volume");
      if (!directory.isEmpty() && !directory.matches("[A-Za-z][A-Za-z0-9+.-]+:/.*")) {
        rendering.refuse(
            RenderSetting.STATE_DIR, "is not a URI; allowed is one such as file:///data/flink");
      }
      return directory;
    }
    rendering.refuseIfGiven(
        RenderSetting.STATE_DIR, "a batch job has no checkpoints; leave it out");
    return "";
  }

  private static Map<String, Object> workingPod(KubernetesResource resource) {
    return pod(resource, List.of(), resource.claimMounts(), resource.claims());
  }

  /** The JobManager alone launches the job and resolves its secrets. */
  private static Map<String, Object> launchingPod(KubernetesResource resource) {
    List<Object> mounts = new ArrayList<>(resource.claimMounts());
    mounts.addAll(resource.secretMounts());
    List<Object> volumes = new ArrayList<>(resource.claims());
    volumes.addAll(resource.secretVolumes());
    return pod(resource, resource.environment(), mounts, volumes);
  }

  /**
   * A whole template for one kind of pod. The operator would merge it with one that is for all
   * pods, by default a list's first element with the first and so on, whatever their names: the
   * volume of the secrets with that of a claim.
   */
  private static Map<String, Object> pod(
      KubernetesResource resource,
      List<Object> environment,
      List<Object> mounts,
      List<Object> volumes) {
    Map<String, Object> container = new LinkedHashMap<>();
    container.put("name", "flink-main-container");
    if (!environment.isEmpty()) {
      container.put("env", environment);
    }
    if (!mounts.isEmpty()) {
      container.put("volumeMounts", mounts);
    }
    Map<String, Object> spec = new LinkedHashMap<>();
    if (resource.hasVolumes()) {
      spec.put("securityContext", map("fsGroup", GROUP));
    }
    spec.put("containers", List.of(container));
    if (!volumes.isEmpty()) {
      spec.put("volumes", volumes);
    }
    return map("spec", spec);
  }
}
