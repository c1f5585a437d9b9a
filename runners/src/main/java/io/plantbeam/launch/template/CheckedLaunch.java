package io.plantbeam.launch.template;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.launch.LaunchCheck;
import io.plantbeam.spec.Template;
import io.plantbeam.spec.plan.Launch;
import io.plantbeam.spec.plan.LaunchPlanner;
import io.plantbeam.spec.plan.LaunchPlanner.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * A launch from a template, with all that is wrong with it: by the template, by the parameters, by
 * the rules between them, by the files that they name, and by what the engine can do.
 *
 * @param check of the options; to be used only where there is no problem
 * @param problems a sentence each
 */
record CheckedLaunch(Launch launch, LaunchCheck check, List<String> problems) {

  /**
   * Plans and checks a launch, without asking a server.
   *
   * @throws InvalidOptionsException if the template cannot be read
   */
  static CheckedLaunch of(TemplateName template, GivenValues given) {
    List<String> problems = new ArrayList<>();
    String runner = given.runner();
    given.openStores();
    Template read = template.read();
    Plan plan = LaunchPlanner.plan(read, runner, given.valuesOf(read));
    List<String> arguments = plan.launch().arguments();
    LaunchCheck check =
        given.hasRunner() ? LaunchCheck.of(arguments) : LaunchCheck.onAnyEngine(arguments);
    problems.addAll(plan.sentencesWith(check.problems()));
    return new CheckedLaunch(plan.launch(), check, problems);
  }
}
