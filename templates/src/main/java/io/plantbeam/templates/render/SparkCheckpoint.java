package io.plantbeam.templates.render;

/** Where a stream on Spark keeps what it starts again from. */
final class SparkCheckpoint {
  static final String OPTION = "checkpointDir";

  private SparkCheckpoint() {}

  /** Adds the option to a stream that does not have it. */
  static void addTo(Rendering rendering, String name) {
    if (rendering.launch().isBounded() || rendering.launch().options().containsKey(OPTION)) {
      return;
    }
    String directory =
        rendering.required(
            RenderSetting.STATE_DIR,
            "a stream on Spark starts again from a directory that every node reaches and that stays,"
                + " such as file:///data/state");
    rendering.add(OPTION, StateDirectory.of(directory, name, "checkpoint"));
  }
}
