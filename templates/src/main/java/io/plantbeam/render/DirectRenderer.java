package io.plantbeam.render;

/** The command that runs the job on the Direct runner, in a checkout or from the JAR alone. */
final class DirectRenderer implements Renderer {
  @Override
  public String text(Rendering rendering) {
    SecretReferences.of(rendering).noteForShell();
    String jar = rendering.setting(RenderSetting.JAR);
    ShellCommand command = new ShellCommand();
    if (jar == null) {
      command.line("./plantbeam", "run");
    } else {
      command.line("java", "-jar", jar, "run");
    }
    return command.lines(rendering.arguments()).toString();
  }
}
