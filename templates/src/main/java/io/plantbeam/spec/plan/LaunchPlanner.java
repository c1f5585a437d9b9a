package io.plantbeam.spec.plan;

import io.plantbeam.config.Suggestions;
import io.plantbeam.options.OptionProblem;
import io.plantbeam.options.ParameterSpec;
import io.plantbeam.options.ParameterType;
import io.plantbeam.options.Parameters;
import io.plantbeam.spec.ExposedParameter;
import io.plantbeam.spec.Template;
import io.plantbeam.spec.engine.EngineParameters;
import io.plantbeam.spec.engine.Runners;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes a launch of a template and a user's values. What is fixed stays; otherwise {@code --set}
 * comes before the values file, that before the template's default, and that before the option's.
 */
public final class LaunchPlanner {
  private static final String JOB_NAME = "jobName";

  /**
   * What has come of it.
   *
   * @param launch with the values that could be taken; to be used only where there is no problem
   * @param problems all that is wrong, by what the template and the parameters say
   * @param mentioned the options that the problems are about, for whoever finds one of them missing
   */
  public record Plan(Launch launch, List<OptionProblem> problems, Set<String> mentioned) {

    /** The problems, and of others those that do not follow from these. */
    public List<String> sentencesWith(List<OptionProblem> others) {
      Set<String> sentences = new LinkedHashSet<>();
      Stream.concat(
              problems.stream(),
              others.stream()
                  .filter(other -> other.missing().stream().noneMatch(mentioned::contains)))
          .forEach(problem -> sentences.add(problem.sentence()));
      return List.copyOf(sentences);
    }
  }

  private final Template template;
  private final Parameters parameters;
  private final Map<String, String> given;
  private final List<OptionProblem> problems = new ArrayList<>();
  private final Set<String> mentioned = new LinkedHashSet<>();

  private LaunchPlanner(Template template, Values values) {
    this.template = template;
    this.parameters = template.pipeline().parameters();
    this.given = new LinkedHashMap<>(values.values());
    problems.addAll(values.problems());
    mentioned.addAll(values.unusable());
  }

  /**
   * Plans a launch.
   *
   * @param runner one of {@link Runners#ALL}; of the options of engines those of this one are taken
   */
  public static Plan plan(Template template, String runner, Values values) {
    LaunchPlanner planner = new LaunchPlanner(template, values);
    Launch launch = planner.launch(runner);
    return new Plan(launch, List.copyOf(planner.problems), Set.copyOf(planner.mentioned));
  }

  private Launch launch(String runner) {
    new ArrayList<>(given.keySet()).forEach(this::checkName);
    Map<String, String> options = new LinkedHashMap<>();
    for (ParameterSpec spec : parameters.all()) {
      put(options, spec, value(spec));
    }
    parameters.problemsBetween(name -> options.getOrDefault(name, "")).forEach(this::addIfNew);
    for (ParameterSpec spec : EngineParameters.of(runner)) {
      put(options, spec, given.getOrDefault(spec.name(), template.engine(runner).get(spec.name())));
    }
    Runners.ALL.stream().filter(other -> !other.equals(runner)).forEach(this::checkUnused);
    Map<String, String> job = new LinkedHashMap<>();
    EngineParameters.any().forEach(spec -> put(job, spec, given.get(spec.name())));
    return new Launch(template, job.getOrDefault(JOB_NAME, template.name()), runner, options);
  }

  private String value(ParameterSpec spec) {
    String name = spec.name();
    if (template.fixed().containsKey(name)) {
      return template.fixed().get(name);
    }
    Optional<ExposedParameter> parameter = template.parameter(name);
    if (parameter.isEmpty()) {
      return null;
    }
    String value = given.getOrDefault(name, parameter.get().defaultValue());
    if (parameter.get().required() && (value == null || value.isEmpty())) {
      addIfNew(parameters.required(spec));
      mentioned.add(name);
    }
    return value;
  }

  private void put(Map<String, String> options, ParameterSpec spec, String value) {
    if (value == null) {
      return;
    }
    Optional<String> rule = spec.problemWith(value);
    rule.ifPresent(
        sentence -> {
          problems.add(parameters.problem(spec.name(), value, sentence));
          mentioned.add(spec.name());
        });
    // An empty text takes the template's default away; a secret in plain text goes no further.
    boolean given = !value.isEmpty() || spec.defaultValue() != null;
    if (given && (rule.isEmpty() || spec.type() != ParameterType.SECRET)) {
      options.put(spec.name(), value);
    }
  }

  /** A values file may have the options of several engines, of which a launch takes one's. */
  private void checkUnused(String runner) {
    Map<String, String> unused = new LinkedHashMap<>();
    EngineParameters.of(runner).forEach(spec -> put(unused, spec, given.get(spec.name())));
  }

  private void addIfNew(OptionProblem problem) {
    if (problem.missing().stream().noneMatch(mentioned::contains)) {
      problems.add(problem);
    }
  }

  /** Notes a name that is not a parameter of the template, and forgets its value. */
  private void checkName(String name) {
    if (template.parameter(name).isPresent()
        || EngineParameters.all().stream().anyMatch(spec -> spec.name().equals(name))) {
      return;
    }
    String value = given.remove(name);
    mentioned.add(name);
    problems.add(parameters.problem(name, value, whyNot(name)));
  }

  private String whyNot(String name) {
    if (template.fixed().containsKey(name)) {
      return "is fixed to %s by %s; leave it out"
          .formatted(template.fixed().get(name), template.name());
    }
    if (name.equals("runner")) {
      return "is not a parameter; give it as --runner=NAME beside --set";
    }
    if (parameters.named(name).isPresent()) {
      return "is not a parameter of %s; 'plantbeam templates describe %s' lists them"
          .formatted(template.name(), template.name());
    }
    List<String> names = new ArrayList<>();
    template.parameters().forEach(parameter -> names.add(parameter.name()));
    EngineParameters.all().forEach(spec -> names.add(spec.name()));
    List<String> closest = Suggestions.closest(name, names);
    mentioned.addAll(closest);
    return "there is no such parameter"
        + (closest.isEmpty()
            ? "; 'plantbeam templates describe %s' lists them".formatted(template.name())
            : Suggestions.question("--", closest));
  }
}
