package io.plantbeam.launch.template;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.launch.ExitCode;
import io.plantbeam.launch.LaunchCheck;
import io.plantbeam.options.OptionProblem;
import io.plantbeam.options.ParameterType;
import io.plantbeam.options.Parameters;
import io.plantbeam.render.RenderSetting;
import io.plantbeam.render.RenderTarget;
import io.plantbeam.render.Rendered;
import io.plantbeam.spec.Template;
import io.plantbeam.spec.plan.LaunchPlanner;
import io.plantbeam.spec.plan.LaunchPlanner.Plan;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code plantbeam templates render}: prints a launch as a manifest or a command line to standard
 * output, and what has to be there first to standard error.
 */
@Command(
    name = "render",
    description = "Print a launch as a manifest for Kubernetes or as a command line.",
    modelTransformer = RenderSettingOptions.class)
final class RenderCommand implements Callable<Integer> {
  private static final Pattern OPTION = Pattern.compile("--(\\w+)[=:].*", Pattern.DOTALL);

  @Spec private CommandSpec spec;

  @Mixin private TemplateName template;
  @Mixin private GivenValues given;

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      required = true,
      description = "flink-kubernetes, spark-kubernetes, flink-cli, spark-submit or direct.")
  private String targetLabel;

  @Override
  public Integer call() {
    RenderTarget target = target();
    given.openStores();
    Template read = template.read();
    Plan plan = LaunchPlanner.plan(read, target.runner(), given.valuesOf(read));
    Rendered rendered =
        render(target, plan, RenderSettingOptions.given(spec.commandLine().getParseResult()));
    PrintWriter err = spec.commandLine().getErr();
    rendered.notes().forEach(note -> err.println(note.stripTrailing()));
    err.flush();
    spec.commandLine().getOut().print(rendered.text());
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private RenderTarget target() {
    RenderTarget target =
        RenderTarget.named(targetLabel)
            .orElseThrow(
                () ->
                    refused(
                        "--target=%s: there is no such target; allowed are %s"
                            .formatted(targetLabel, RenderTarget.labels())));
    if (given.hasRunner() && !given.runner().equals(target.runner())) {
      throw refused(
          "--runner=%s: cannot be used with --target=%s, which is for %s; leave it out"
              .formatted(given.runner(), targetLabel, target.runner()));
    }
    return target;
  }

  private static InvalidOptionsException refused(String sentence) {
    return new InvalidOptionsException(List.of(sentence));
  }

  private static Rendered render(
      RenderTarget target, Plan plan, Map<RenderSetting, String> settings) {
    List<String> ofTarget = new ArrayList<>();
    Rendered rendered = null;
    try {
      rendered = target.render(plan.launch(), settings);
    } catch (InvalidOptionsException e) {
      ofTarget.addAll(e.problems());
    }
    List<String> arguments = rendered == null ? plan.launch().arguments() : rendered.arguments();
    List<OptionProblem> ofJob =
        LaunchCheck.of(arguments).problems().stream()
            .filter(
                problem ->
                    target == RenderTarget.DIRECT
                        || concernsEveryMachine(
                            problem, plan.launch().template().pipeline().parameters()))
            .toList();
    List<String> problems = new ArrayList<>(plan.sentencesWith(ofJob));
    problems.addAll(ofTarget);
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(problems);
    }
    return rendered;
  }

  /**
   * Whether a problem has nothing to do with this machine's files and secrets, and not with the
   * directory that the target asks for by a setting.
   */
  private static boolean concernsEveryMachine(OptionProblem problem, Parameters parameters) {
    Matcher option = OPTION.matcher(problem.sentence());
    return !option.matches()
        || parameters
            .named(option.group(1))
            .map(spec -> !spec.type().isPath() && spec.type() != ParameterType.SECRET)
            .orElse(!problem.missing().contains("checkpointDir"));
  }
}
