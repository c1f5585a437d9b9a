package io.plantbeam.render;

/** Where a stream on Spark keeps what it starts again from. */
final class SparkCheckpoint {
  static final String OPTION = "checkpointDir";

  private SparkCheckpoint() {}

  /** Adds the option to a stream that does not have it. */
  static void addTo(Rendering rendering, String name) {
    if (rendering.launch().isBounded()) {
      rendering.refuseIfGiven(
          RenderSetting.STATE_DIR, "a batch job has no checkpoints; leave it out");
      return;
    }
    if (rendering.launch().options().containsKey(OPTION)) {
      rendering.refuseIfGiven(
          RenderSetting.STATE_DIR,
          "cannot be used with %s, which says where the checkpoints go; leave out one of the two"
              .formatted(OPTION));
      return;
    }
    String directory =
        rendering.required(
            RenderSetting.STATE_DIR,
            "a stream on Spark starts again from a directory that every node reaches and that stays,"
                + " such as file:///data/state");
    if (JobPaths.isRelative(directory)) {
      rendering.refuse(RenderSetting.STATE_DIR, JobPaths.RELATIVE);
    }
    rendering.add(OPTION, StateDirectory.of(directory, name, "checkpoint"));
  }
}
