package io.plantbeam.render;

/** The command that submits the job to a Flink session cluster and returns. */
final class FlinkCliRenderer implements Renderer {
  @Override
  public String text(Rendering rendering) {
    JobPaths.of(rendering).requireAbsolute();
    SecretReferences.of(rendering).noteForShell();
    ShellCommand command =
        new ShellCommand()
            .line("flink", "run", "-d", "-p", Integer.toString(rendering.parallelism()));
    String master = rendering.setting(RenderSetting.MASTER);
    if (master != null) {
      command.line("-m", master);
    }
    return command
        .line(rendering.setting(RenderSetting.JAR, "plantbeam.jar"), "run")
        .lines(rendering.arguments())
        .toString();
  }
}
