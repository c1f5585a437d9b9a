package io.plantbeam.render;

import static io.plantbeam.render.RenderSetting.IMAGE;
import static io.plantbeam.render.RenderSetting.JAR;
import static io.plantbeam.render.RenderSetting.MASTER;
import static io.plantbeam.render.RenderSetting.NAME;
import static io.plantbeam.render.RenderSetting.NAMESPACE;
import static io.plantbeam.render.RenderSetting.SECRET;
import static io.plantbeam.render.RenderSetting.SERVICE_ACCOUNT;
import static io.plantbeam.render.RenderSetting.STATE_DIR;
import static io.plantbeam.render.RenderSetting.VOLUMES;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.spec.engine.Runners;
import io.plantbeam.spec.plan.Launch;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a launch can be printed for, to be run by something else than this program. */
public enum RenderTarget {
  FLINK_KUBERNETES("flink-kubernetes", Runners.FLINK),
  SPARK_KUBERNETES("spark-kubernetes", Runners.SPARK),
  FLINK_CLI("flink-cli", Runners.FLINK),
  SPARK_SUBMIT("spark-submit", Runners.SPARK),
  DIRECT("direct", Runners.DIRECT);

  private final String label;
  private final String runner;

  RenderTarget(String label, String runner) {
    this.label = label;
    this.runner = runner;
  }

  private Renderer renderer() {
    return switch (this) {
      case FLINK_KUBERNETES -> new FlinkKubernetesRenderer();
      case SPARK_KUBERNETES -> new SparkKubernetesRenderer();
      case FLINK_CLI -> new FlinkCliRenderer();
      case SPARK_SUBMIT -> new SparkSubmitRenderer();
      case DIRECT -> new DirectRenderer();
    };
  }

  /** As it is written on the command line. */
  public String label() {
    return label;
  }

  /** The runner that a launch for this target must have. */
  public String runner() {
    return runner;
  }

  /** The settings that it takes. */
  public Set<RenderSetting> settings() {
    return switch (this) {
      case FLINK_KUBERNETES, SPARK_KUBERNETES ->
          EnumSet.of(NAME, NAMESPACE, IMAGE, JAR, STATE_DIR, VOLUMES, SECRET, SERVICE_ACCOUNT);
      case FLINK_CLI -> EnumSet.of(JAR, MASTER);
      case SPARK_SUBMIT -> EnumSet.of(JAR, MASTER, STATE_DIR);
      case DIRECT -> EnumSet.of(JAR);
    };
  }

  /** The target that is written so. */
  public static Optional<RenderTarget> named(String label) {
    return Arrays.stream(values()).filter(target -> target.label.equals(label)).findFirst();
  }

  /** All of them, with commas between. */
  public static String labels() {
    return Arrays.stream(values()).map(RenderTarget::label).collect(Collectors.joining(", "));
  }

  /**
   * Prints a launch.
   *
   * @param launch for {@link #runner}
   * @param given the settings that are given
   * @throws InvalidOptionsException with a sentence for each setting that is missing, wrong, or not
   *     one of this target
   */
  public Rendered render(Launch launch, Map<RenderSetting, String> given) {
    if (!launch.runner().equals(runner)) {
      throw new IllegalArgumentException("%s is for %s".formatted(label, runner));
    }
    Rendering rendering = new Rendering(launch, given);
    given.forEach(
        (setting, value) -> {
          if (!settings().contains(setting)) {
            rendering.refuse(
                setting, "has no meaning for --target=%s; leave it out".formatted(label));
          }
        });
    String text = renderer().text(rendering);
    rendering.throwIfRefused();
    return new Rendered(text, rendering.arguments(), rendering.notes());
  }
}
