package io.plantbeam.render;

import io.plantbeam.spec.plan.Launch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the manifests of both operators have in common. */
final class KubernetesResource {
  /** What the Flink operator allows; Spark's driver and executors get longer names from it. */
  private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]{0,43}[a-z0-9])?");

  private static final Pattern KEY_CHARACTER = Pattern.compile("[^-._a-zA-Z0-9]");
  private static final String SECRETS = "launch-secrets";

  private final Rendering rendering;
  private final String name;
  private final List<Volume> volumes;
  private final SecretReferences secrets;

  KubernetesResource(Rendering rendering) {
    this.rendering = rendering;
    this.name = rendering.setting(RenderSetting.NAME, rendering.launch().jobName());
    if (!NAME.matcher(name).matches()) {
      rendering.refuse(
          "--name=%s: is not the name of a resource; allowed are at most 45 lower-case letters, digits and hyphens, a letter first and no hyphen last"
              .formatted(name));
    }
    this.volumes = Volume.of(rendering);
    this.secrets = SecretReferences.of(rendering);
    JobPaths.of(rendering).requireAbsolute().noteOutside(volumes);
    noteSecret();
  }

  String name() {
    return name;
  }

  boolean hasVolumes() {
    return !volumes.isEmpty();
  }

  boolean hasSecrets() {
    return !secrets.isEmpty();
  }

  /** The image, which is required. */
  String image() {
    return rendering.required(
        RenderSetting.IMAGE,
        "give an image with the engine and plantbeam.jar, such as registry.example.com/plantbeam:1.0");
  }

  Map<String, Object> metadata() {
    Launch launch = rendering.launch();
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", name);
    String namespace = rendering.setting(RenderSetting.NAMESPACE);
    if (namespace != null) {
      metadata.put("namespace", namespace);
    }
    metadata.put(
        "labels", map("app.kubernetes.io/name", "plantbeam", "app.kubernetes.io/instance", name));
    metadata.put(
        "annotations",
        map(
            "plantbeam.io/template",
            launch.template().name(),
            "plantbeam.io/template-version",
            launch.template().version()));
    return metadata;
  }

  /** The environment variables that hold secrets, each from the Kubernetes Secret. */
  List<Object> environment() {
    List<Object> environment = new ArrayList<>();
    for (String variable : secrets.variables()) {
      environment.add(
          map(
              "name",
              variable,
              "valueFrom",
              map("secretKeyRef", map("name", secretName(), "key", variable))));
    }
    return environment;
  }

  /** The persistent volumes of a pod: a claim once, though it may be mounted twice. */
  List<Object> claims() {
    List<Object> all = new ArrayList<>();
    for (String claim : volumes.stream().map(Volume::claim).distinct().toList()) {
      all.add(map("name", claim, "persistentVolumeClaim", map("claimName", claim)));
    }
    return all;
  }

  /** Where a container has the persistent volumes. */
  List<Object> claimMounts() {
    List<Object> mounts = new ArrayList<>();
    for (Volume volume : volumes) {
      mounts.add(map("name", volume.claim(), "mountPath", volume.path()));
    }
    return mounts;
  }

  /** The volume of the files that hold secrets; none where there is no such file. */
  List<Object> secretVolumes() {
    return secrets.files().isEmpty()
        ? List.of()
        : List.of(map("name", SECRETS, "secret", map("secretName", secretName())));
  }

  /** Each file that holds a secret, without hiding what else is in its directory. */
  List<Object> secretMounts() {
    List<Object> mounts = new ArrayList<>();
    for (String file : secrets.files()) {
      mounts.add(map("name", SECRETS, "mountPath", file, "subPath", key(file), "readOnly", true));
    }
    return mounts;
  }

  private String secretName() {
    return rendering.setting(RenderSetting.SECRET, name + "-secrets");
  }

  /** The key of a file in the Kubernetes Secret. */
  private static String key(String file) {
    return KEY_CHARACTER.matcher(file.replaceFirst("^/+", "")).replaceAll("-");
  }

  private void noteSecret() {
    if (secrets.isEmpty()) {
      return;
    }
    ShellCommand command =
        new ShellCommand().line("kubectl", "create", "secret", "generic", secretName());
    String namespace = rendering.setting(RenderSetting.NAMESPACE);
    if (namespace != null) {
      command.line("--namespace=" + namespace);
    }
    for (String variable : secrets.variables()) {
      command.expanded("--from-literal=" + variable + "=", variable);
    }
    for (String file : secrets.files()) {
      if (!file.startsWith("/")) {
        rendering.refuse(
            "secret:file:%s: is relative, and a container has its own directories; give an absolute path"
                .formatted(file));
      }
      command.line("--from-file=" + key(file) + "=" + file);
    }
    rendering.note("The Kubernetes Secret has to be there first:\n" + command);
  }

  /** A map of names and values, in their order. */
  static Map<String, Object> map(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
