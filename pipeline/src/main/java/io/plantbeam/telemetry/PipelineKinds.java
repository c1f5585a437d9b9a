package io.plantbeam.telemetry;

import io.plantbeam.detect.Detectors;
import io.plantbeam.format.MessageFormats;
import io.plantbeam.job.PipelineKind;
import java.util.List;
import java.util.Optional;

/** The pipelines that can be launched. */
public final class PipelineKinds {
  public static final PipelineKind TELEMETRY =
      new TelemetryKind(Connectors.ALL, MessageFormats.ALL, Detectors.ALL);
  public static final PipelineKind REPLAY = new ReplayKind(Connectors.ALL, MessageFormats.ALL);

  /** All; the first runs where none is named. */
  public static final List<PipelineKind> ALL = List.of(TELEMETRY, REPLAY);

  private PipelineKinds() {}

  /** The one of this name. */
  public static Optional<PipelineKind> named(String name) {
    return ALL.stream().filter(kind -> kind.name().equals(name)).findFirst();
  }

  /** All names, the default first. */
  public static List<String> names() {
    return ALL.stream().map(PipelineKind::name).toList();
  }
}
