package io.plantbeam.render;

import io.plantbeam.spec.Resources;

/** The command that runs the job's driver and submits it to a Spark cluster. */
final class SparkSubmitRenderer implements Renderer {
  @Override
  public String text(Rendering rendering) {
    JobPaths.of(rendering).requireAbsolute();
    SecretReferences.of(rendering).noteForShell();
    Resources resources = rendering.launch().template().resources();
    int cores = rendering.slots();
    SparkCheckpoint.addTo(rendering, rendering.launch().jobName());
    ShellCommand command = new ShellCommand().line("spark-submit");
    String master = rendering.setting(RenderSetting.MASTER);
    if (master != null) {
      command.line("--master", master);
    }
    return command
        .line("--name", rendering.launch().jobName())
        .line("--driver-memory", resources.managerMemory())
        .line("--executor-memory", resources.workerMemory())
        .line("--executor-cores", Integer.toString(cores))
        // YARN goes by the first of these, a standalone master by the second.
        .line("--num-executors", Integer.toString(resources.workers()))
        .line("--total-executor-cores", Integer.toString(cores * resources.workers()))
        .line(rendering.setting(RenderSetting.JAR, "plantbeam.jar"), "run")
        .lines(rendering.arguments())
        .toString();
  }
}
