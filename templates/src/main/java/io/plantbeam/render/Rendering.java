package io.plantbeam.render;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.spec.plan.Launch;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A launch on its way to being printed: its settings, and what is found wrong or worth saying. */
final class Rendering {
  static final String MAIN_CLASS = "io.plantbeam.cli.Plantbeam";

  private final Launch launch;
  private final Map<RenderSetting, String> given = new EnumMap<>(RenderSetting.class);
  private final Map<String, String> added = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  Rendering(Launch launch, Map<RenderSetting, String> given) {
    this.launch = launch;
    this.given.putAll(given);
  }

  Launch launch() {
    return launch;
  }

  /** The value of a setting; null where it is not given. */
  String setting(RenderSetting setting) {
    return given.get(setting);
  }

  /** The value of a setting, or another where it is not given. */
  String setting(RenderSetting setting, String otherwise) {
    return given.getOrDefault(setting, otherwise);
  }

  /**
   * The value of a setting, which is refused where it is not given.
   *
   * @param advice says what to give, after a semicolon
   */
  String required(RenderSetting setting, String advice) {
    String value = given.get(setting);
    if (value == null) {
      problems.add("--%s: is required; %s".formatted(setting.label(), advice));
      return "";
    }
    return value;
  }

  /** Refuses the value of a setting. */
  void refuse(RenderSetting setting, String sentence) {
    String value = given.get(setting);
    problems.add(
        "--%s%s: %s".formatted(setting.label(), value == null ? "" : "=" + value, sentence));
  }

  /** Refuses a setting that this launch has no use for. */
  void refuseIfGiven(RenderSetting setting, String sentence) {
    if (given.containsKey(setting)) {
      refuse(setting, sentence);
    }
  }

  /** Refuses with a sentence that names what is wrong. */
  void refuse(String sentence) {
    problems.add(sentence);
  }

  /** Says something that the user has to know. */
  void note(String sentence) {
    notes.add(sentence);
  }

  List<String> notes() {
    return notes;
  }

  void throwIfRefused() {
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(problems);
    }
  }

  /** Adds an option of Beam at the end. */
  void add(String option, String value) {
    added.put(option, value);
  }

  /** The arguments of {@code plantbeam run}, with the options that were added. */
  List<String> arguments() {
    Map<String, String> options = new LinkedHashMap<>(launch.options());
    options.putAll(added);
    return new Launch(launch.template(), launch.jobName(), launch.runner(), options).arguments();
  }

  /** What the main class is called with. */
  List<String> commandLine() {
    List<String> words = new ArrayList<>(List.of("run"));
    words.addAll(arguments());
    return words;
  }

  /**
   * How many subtasks a step has: what the options say, or the template's hint.
   *
   * <p>On Flink it is an option of Beam's too, which wins there.
   */
  int parallelism() {
    String option = launch.options().getOrDefault("parallelism", "");
    // As it is checked: with a sign or zeros in front it is a number too.
    return option.matches("\\+?0*[1-9]\\d{0,8}")
        ? Integer.parseInt(option)
        : launch.template().resources().parallelism();
  }

  /** How many subtasks each worker has room for. */
  int slots() {
    int workers = Math.max(1, launch.template().resources().workers());
    return (parallelism() + workers - 1) / workers;
  }
}
