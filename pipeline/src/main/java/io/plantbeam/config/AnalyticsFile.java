package io.plantbeam.config;

import io.plantbeam.rollup.RollUpSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is made of readings beside window statistics and alerts, as YAML; the built-in file, {@code
 * analytics.yaml} beside this class, describes the form. A user's file is laid over it key by key.
 */
public final class AnalyticsFile {
  /** The built-in file, as a resource. */
  public static final String BUILT_IN = "/io/plantbeam/config/analytics.yaml";

  private static final String ANALYTICS = "analytics";
  private static final String ROLL_UPS = "roll_ups";

  private final RollUpSettings rollUps;

  private AnalyticsFile(RollUpSettings rollUps) {
    this.rollUps = rollUps;
  }

  /** The built-in settings. */
  public static AnalyticsFile defaults() {
    try (InputStream in = AnalyticsFile.class.getResourceAsStream(BUILT_IN)) {
      return read("analytics.yaml", SettingsFile.utf8(in.readAllBytes()), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a file and lays it over the built-in one.
   *
   * @param file see {@link SettingsFile}
   * @throws InvalidOptionsException with a sentence for each thing that is wrong: file, line,
   *     place, value, and what is allowed
   */
  public static AnalyticsFile load(String file) {
    return read(file, SettingsFile.text(file), defaults());
  }

  /**
   * @param under what the file is laid over; null for the built-in file itself
   */
  private static AnalyticsFile read(String file, String text, AnalyticsFile under) {
    List<String> problems = new ArrayList<>();
    YamlMap yaml = YamlFile.read(file, text, problems).only(ANALYTICS);
    if (!yaml.has(ANALYTICS)) {
      yaml.problem("has no '%s'".formatted(ANALYTICS));
    }
    YamlMap analytics = yaml.mapOrNothing(ANALYTICS).only(ROLL_UPS);
    RollUpSettings rollUps =
        RollUpSection.read(analytics.mapOrNothing(ROLL_UPS), under == null ? null : under.rollUps);
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(problems);
    }
    return new AnalyticsFile(rollUps);
  }

  /** Which roll-ups there are. */
  public RollUpSettings rollUps() {
    return rollUps;
  }
}
