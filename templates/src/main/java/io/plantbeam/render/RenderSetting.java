package io.plantbeam.render;

import java.util.Arrays;
import java.util.Optional;

/** What a manifest or a command line needs to know that is no option of the job. */
public enum RenderSetting {
  NAME("name", "NAME", "Name of the Kubernetes resource; the job's where it is left out."),
  NAMESPACE("namespace", "NAMESPACE", "Kubernetes namespace; kubectl's where it is left out."),
  IMAGE("image", "IMAGE", "Container image with the engine and plantbeam.jar."),
  JAR("jar", "JAR", "Where plantbeam.jar is: in the image, or for the command that is printed."),
  STATE_DIR(
      "state-dir",
      "URI",
      "Directory that all nodes reach, for checkpoints and savepoints; the resource's name is added."),
  VOLUMES(
      "volumes",
      "CLAIM:PATH,...",
      "Persistent volume claims, each with the directory where the containers have it."),
  SECRET(
      "secret",
      "NAME",
      "Kubernetes Secret of the secrets that options refer to; NAME-secrets where it is left out."),
  SERVICE_ACCOUNT(
      "service-account",
      "NAME",
      "Kubernetes service account; the one that the operator's chart makes where it is left out."),
  MASTER(
      "master",
      "ADDRESS",
      "HOST:PORT of Flink's JobManager or URL of Spark's master; the configured one where it is left out.");

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
