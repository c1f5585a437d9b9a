package io.plantbeam.telemetry;

import io.plantbeam.files.ReadFiles;
import io.plantbeam.job.Connection;
import io.plantbeam.model.DeadLetter;
import io.plantbeam.options.OptionReader;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;

/** What a replay must not do: archive nothing, or read again what it writes. */
final class ReplayRules {
  private final OptionReader options;
  private final List<Connection> connections;

  ReplayRules(OptionReader options, List<Connection> connections) {
    this.options = options;
    this.connections = connections;
  }

  void check() {
    if ("false".equals(options.text("lake"))) {
      options.refuse("lake", false, "cannot be used with --pipeline=replay, which writes the lake");
    }
    checkDirectory();
  }

  /** In one directory, the letters that are done could not be told from those that are left. */
  private void checkDirectory() {
    if (!options.isGiven("inputFiles") || !options.isGiven("output") || lettersHaveASink()) {
      return;
    }
    String files = options.text("inputFiles");
    try {
      String written =
          FileSystems.matchNewResource(options.text("output"), true)
              .resolve(DeadLetter.SCHEMA.name(), StandardResolveOptions.RESOLVE_DIRECTORY)
              .toString();
      if (ReadFiles.directories(files).contains(written)) {
        options.refuse(
            "inputFiles",
            files,
            "has files in %s, where what stays wrong is written, so that the next replay would"
                    .formatted(written)
                + " repeat this one; move them to another directory first");
      }
    } catch (IllegalArgumentException e) {
      return; // as is said of the option already
    }
  }

  private boolean lettersHaveASink() {
    return connections.stream()
        .flatMap(connection -> connection.sinks().stream())
        .anyMatch(sink -> !sink.takesWhatIsLeft() && sink.takes(DeadLetter.SCHEMA.name()));
  }
}
