package io.plantbeam.templates.render;

import io.plantbeam.options.ParameterType;
import io.plantbeam.options.Parameters;
import io.plantbeam.templates.EngineParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files and directories that the options of a launch name. */
final class JobPaths {
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
              String path = value.replaceFirst("^file:(//)?", "");
              boolean remote = path.matches("[A-Za-z][A-Za-z0-9+.-]+:.*");
              if (isPath(option) && !value.isEmpty() && !remote) {
                local.put(option, path);
              }
            });
  }

  private boolean isPath(String option) {
    return Stream.concat(
            Parameters.all().stream(), EngineParameters.of(rendering.launch().runner()).stream())
        .anyMatch(spec -> spec.name().equals(option) && spec.type() == ParameterType.PATH);
  }

  static JobPaths of(Rendering rendering) {
    return new JobPaths(rendering);
  }

  /** Refuses paths that depend on where a process runs. */
  JobPaths requireAbsolute() {
    local.forEach(
        (option, path) -> {
          if (!path.startsWith("/")) {
            rendering.refuse(
                "--%s=%s: is relative, and a cluster's processes have directories of their own; give an absolute path or a URI"
                    .formatted(option, path));
          }
        });
    return this;
  }

  /** Says which paths are in the containers' own file systems. */
  void noteOutside(List<Volume> volumes) {
    local.forEach(
        (option, path) -> {
          if (volumes.stream().noneMatch(volume -> volume.holds(path))) {
            rendering.note(
                option.equals("output")
                    ? "--output=%s is in the container's own file system, which ends with it; put it on a volume with --volumes."
                        .formatted(path)
                    : "--%s=%s is a path in the container: put it into the image, or on a volume with --volumes."
                        .formatted(option, path));
          }
        });
  }
}
