package io.plantbeam.detect.settings;

import java.io.Serializable;
import java.util.List;

/**
 * A detector that settings can name: what it judges, its parameters, and what the steps after it
 * must know of its anomalies.
 *
 * @param <P> the record of its parameters
 */
public class DetectorType<P extends Record & DetectorParameters> implements Serializable {
  private final String name;
  private final Subject subject;
  private final Activation activation;
  private final ScoreScale scoreScale;
  private final AlertPolicy alertPolicy;
  private final P defaults;
  private final EpisodeEnding episodeEnding;

  /** A type of detector whose episodes end after a while without anomalies. */
  public DetectorType(
      String name,
      Subject subject,
      Activation activation,
      ScoreScale scoreScale,
      AlertPolicy alertPolicy,
      P defaults) {
    this(name, subject, activation, scoreScale, alertPolicy, defaults, EpisodeEnding.COOLDOWN);
  }

  /**
   * A type of detector.
   *
   * @param name in settings, scores, anomalies and alerts: lower case, for example {@code novelty}
   * @param scoreScale of its anomalies
   * @param defaults the parameters where settings say nothing; they are in their ranges
   */
  public DetectorType(
      String name,
      Subject subject,
      Activation activation,
      ScoreScale scoreScale,
      AlertPolicy alertPolicy,
      P defaults,
      EpisodeEnding episodeEnding) {
    this.name = name;
    this.subject = subject;
    this.activation = activation;
    this.scoreScale = scoreScale;
    this.alertPolicy = alertPolicy;
    this.defaults = defaults;
    this.episodeEnding = episodeEnding;
  }

  public final String name() {
    return name;
  }

  public final Subject subject() {
    return subject;
  }

  public final ScoreScale scoreScale() {
    return scoreScale;
  }

  public final AlertPolicy alertPolicy() {
    return alertPolicy;
  }

  public final P defaults() {
    return defaults;
  }

  public final EpisodeEnding episodeEnding() {
    return episodeEnding;
  }

  /** Whether it runs for sensor types whose settings do not name it. */
  public final boolean runsUnnamed() {
    return activation == Activation.EVERYWHERE;
  }

  /** What is wrong with these parameters, a sentence each; empty where nothing is. */
  public final List<String> problems(P parameters) {
    ParameterProblems problems = new ParameterProblems(name);
    parameters.check(problems);
    return problems.list();
  }

  /** The class of the parameters. */
  @SuppressWarnings("unchecked") // It is that of a P.
  final Class<P> parametersClass() {
    return (Class<P>) defaults.getClass();
  }

  @Override
  public String toString() {
    return name;
  }
}
