package io.plantbeam.spec.engine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The names of Beam's runners that jobs are launched on. */
public final class Runners {
  public static final String DIRECT = "DirectRunner";
  public static final String FLINK = "FlinkRunner";
  public static final String SPARK = "SparkRunner";
  public static final List<String> ALL = List.of(DIRECT, FLINK, SPARK);

  private Runners() {}

  /** The runner that a text names, with or without {@code Runner}, whatever its letters' case. */
  public static Optional<String> named(String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return ALL.stream()
        .filter(
            runner -> {
              String name = runner.toLowerCase(Locale.ROOT);
              return name.equals(wanted) || name.equals(wanted + "runner");
            })
        .findFirst();
  }
}
