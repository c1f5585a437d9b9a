package io.plantbeam.render;

import io.plantbeam.spec.engine.EngineParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The files and directories that the options and settings of a launch name. */
final class JobPaths {
  /** Why a relative path is refused, to stand behind what names it. */
  static final String RELATIVE =
      "is relative, and a cluster's processes have directories of their own; give an absolute path or a URI";

  /** What is written there has to outlive the container. */
  private static final Set<String> WRITTEN =
      Set.of("output", SparkCheckpoint.OPTION, "stateBackendStoragePath");

  private final Rendering rendering;

  /** Those that are local, by option; without the scheme. */
  private final Map<String, String> local = new LinkedHashMap<>();

  private JobPaths(Rendering rendering) {
    this.rendering = rendering;
    rendering
        .launch()
        .options()
        .forEach(
            (option, value) -> {
              if (isPath(option)) {
                local(value).ifPresent(path -> local.put(option, path));
              }
            });
  }

  private boolean isPath(String option) {
    return Stream.concat(
            rendering.launch().template().pipeline().parameters().all().stream(),
            EngineParameters.of(rendering.launch().runner()).stream())
        .anyMatch(spec -> spec.name().equals(option) && spec.type().isPath());
  }

  /**
   * The path, without the scheme, that a value is; empty where it is not a path, or a remote one.
   */
  private static Optional<String> local(String value) {
    String path = value.replaceFirst("^file:(//)?", "");
    return path.isEmpty() || path.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")
        ? Optional.empty()
        : Optional.of(path);
  }

  /** Whether a value depends on where a process runs. */
  static boolean isRelative(String value) {
    return local(value).filter(path -> !path.startsWith("/")).isPresent();
  }

  static JobPaths of(Rendering rendering) {
    return new JobPaths(rendering);
  }

  /** Refuses paths that depend on where a process runs. */
  JobPaths requireAbsolute() {
    local.forEach(
        (option, path) -> {
          if (isRelative(path)) {
            rendering.refuse("--%s=%s: %s".formatted(option, path, RELATIVE));
          }
        });
    return this;
  }

  /** Says which paths, {@code --state-dir} among them, are in the containers' own file systems. */
  void noteOutside(List<Volume> volumes) {
    local.forEach((option, path) -> note(option, path, WRITTEN.contains(option), volumes));
    Optional.ofNullable(rendering.setting(RenderSetting.STATE_DIR))
        .flatMap(JobPaths::local)
        .ifPresent(path -> note(RenderSetting.STATE_DIR.label(), path, true, volumes));
  }

  private void note(String name, String path, boolean written, List<Volume> volumes) {
    if (volumes.stream().noneMatch(volume -> volume.holds(path))) {
      rendering.note(
          (written
                  ? "--%s=%s is in the container's own file system, which ends with it; put it on a volume with --volumes."
                  : "--%s=%s is a path in the container: put it into the image, or on a volume with --volumes.")
              .formatted(name, path));
    }
  }
}
