package io.plantbeam.render;

import static io.plantbeam.render.KubernetesResource.map;

import io.plantbeam.spec.Resources;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A SparkApplication of the Kubeflow Spark operator, in cluster mode. A stream is started again
 * whenever it ends, from its checkpoint directory; a batch job three times where it fails.
 */
final class SparkKubernetesRenderer implements Renderer {
  private static final String JAR = "local:///opt/spark/plantbeam/plantbeam.jar";
  private static final int RETRY_SECONDS = 30;
  private static final int BATCH_RETRIES = 3;

  /** The group of the user spark in Spark's images. */
  private static final int GROUP = 185;

  @Override
  public String text(Rendering rendering) {
    KubernetesResource resource = new KubernetesResource(rendering);
    boolean stream = !rendering.launch().isBounded();
    SparkCheckpoint.addTo(rendering, resource.name());

    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("type", "Java");
    spec.put("mode", "cluster");
    spec.put("sparkVersion", EngineVersions.spark());
    spec.put("image", resource.image());
    spec.put("imagePullPolicy", "IfNotPresent");
    spec.put("mainClass", Rendering.MAIN_CLASS);
    spec.put("mainApplicationFile", rendering.setting(RenderSetting.JAR, JAR));
    spec.put("arguments", arguments(rendering));
    spec.put("restartPolicy", restartPolicy(stream));
    List<Object> volumes = new ArrayList<>(resource.claims());
    volumes.addAll(resource.secretVolumes());
    if (!volumes.isEmpty()) {
      spec.put("volumes", volumes);
    }
    spec.put("driver", driver(rendering, resource));
    spec.put("executor", executor(rendering, resource));

    return Yaml.write(
        map(
            "apiVersion",
            "sparkoperator.k8s.io/v1beta2",
            "kind",
            "SparkApplication",
            "metadata",
            resource.metadata(),
            "spec",
            spec));
  }

  /** Kubernetes makes one dollar sign of two in the arguments of a container. */
  private static List<Object> arguments(Rendering rendering) {
    List<Object> arguments = new ArrayList<>();
    for (String argument : rendering.commandLine()) {
      arguments.add(argument.replace("$", "$$"));
    }
    return arguments;
  }

  private static Map<String, Object> restartPolicy(boolean stream) {
    Map<String, Object> policy = new LinkedHashMap<>();
    policy.put("type", stream ? "Always" : "OnFailure");
    if (!stream) {
      policy.put("onFailureRetries", BATCH_RETRIES);
      policy.put("onSubmissionFailureRetries", BATCH_RETRIES);
    }
    policy.put("onFailureRetryInterval", RETRY_SECONDS);
    policy.put("onSubmissionFailureRetryInterval", RETRY_SECONDS);
    return policy;
  }

  /** It launches the job and resolves its secrets. */
  private static Map<String, Object> driver(Rendering rendering, KubernetesResource resource) {
    Resources resources = rendering.launch().template().resources();
    Map<String, Object> driver = new LinkedHashMap<>();
    driver.put("cores", cores(resources.managerCpu()));
    driver.put("coreRequest", quantity(resources.managerCpu()));
    driver.put("memory", resources.managerMemory());
    driver.put(
        "serviceAccount", rendering.setting(RenderSetting.SERVICE_ACCOUNT, "spark-operator-spark"));
    List<Object> environment = resource.environment();
    if (!environment.isEmpty()) {
      driver.put("env", environment);
    }
    List<Object> mounts = new ArrayList<>(resource.claimMounts());
    mounts.addAll(resource.secretMounts());
    addMounts(driver, mounts, resource);
    return driver;
  }

  private static Map<String, Object> executor(Rendering rendering, KubernetesResource resource) {
    Resources resources = rendering.launch().template().resources();
    Map<String, Object> executor = new LinkedHashMap<>();
    executor.put("instances", resources.workers());
    executor.put("cores", rendering.slots());
    executor.put("coreRequest", quantity(resources.workerCpu()));
    executor.put("memory", resources.workerMemory());
    addMounts(executor, resource.claimMounts(), resource);
    return executor;
  }

  private static void addMounts(
      Map<String, Object> pod, List<Object> mounts, KubernetesResource resource) {
    if (!mounts.isEmpty()) {
      pod.put("volumeMounts", mounts);
    }
    if (resource.hasVolumes()) {
      pod.put("podSecurityContext", map("fsGroup", GROUP));
    }
  }

  /** Spark takes whole cores, of which it runs as many tasks at once. */
  private static int cores(double cpu) {
    return Math.max(1, (int) Math.ceil(cpu));
  }

  private static String quantity(double cpu) {
    return BigDecimal.valueOf(cpu).stripTrailingZeros().toPlainString();
  }
}
