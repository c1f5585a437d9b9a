package io.plantbeam.render;

import java.util.Arrays;
import java.util.Optional;

/** What a manifest or a command line needs to know and the job has no option for. */
public enum RenderSetting {
  NAME("name", "NAME", "Name of the Kubernetes resource. Default: the name of the job."),
  NAMESPACE("namespace", "NAMESPACE", "Kubernetes namespace. Default: that of kubectl."),
  IMAGE("image", "IMAGE", "Container image with the engine and plantbeam.jar."),
  JAR("jar", "JAR", "Where plantbeam.jar is: its path in the image, or for the printed command."),
  STATE_DIR(
      "state-dir",
      "URI",
      "Directory for checkpoints and savepoints that all nodes can reach. The name of"
          + " the resource is appended."),
  VOLUMES(
      "volumes",
      "CLAIM:PATH,...",
      "Persistent volume claims, each with the directory where the containers mount it."),
  SECRET(
      "secret",
      "NAME",
      "Kubernetes Secret with the secrets that options refer to. Default: NAME-secrets."),
  SERVICE_ACCOUNT(
      "service-account",
      "NAME",
      "Kubernetes service account. Default: the one that the operator's chart creates."),
  MASTER(
      "master",
      "ADDRESS",
      "HOST:PORT of Flink's JobManager, or URL of Spark's master. Default: the"
          + " configured one.");

  private final String label;
  private final String placeholder;
  private final String help;

  RenderSetting(String label, String placeholder, String help) {
    this.label = label;
    this.placeholder = placeholder;
    this.help = help;
  }

  /** As it is written on the command line, without the hyphens. */
  public String label() {
    return label;
  }

  public String placeholder() {
    return placeholder;
  }

  public String help() {
    return help;
  }

  /** The setting that is written so. */
  public static Optional<RenderSetting> named(String label) {
    return Arrays.stream(values()).filter(setting -> setting.label.equals(label)).findFirst();
  }
}
