package io.plantbeam.launch.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.launch.ExitCode;
import io.plantbeam.render.RenderSetting;
import io.plantbeam.render.RenderTarget;
import io.plantbeam.testing.GeneratedDocs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the docs say of {@code templates render} is what it does. */
class RenderDocumentationTest {
  private static final Path PAGE = GeneratedDocs.page("templates.md");
  private static final Pattern COMMAND =
      Pattern.compile("^\\./plantbeam templates (render .*?) \\| kubectl", Pattern.DOTALL);

  @Test
  void settingsTableIsThatOfTheHelp() throws IOException {
    String table =
        "| setting | targets | |\n| --- | --- | --- |\n"
            + Arrays.stream(RenderSetting.values())
                .map(
                    setting ->
                        "| `--%s=%s` | %s | %s |\n"
                            .formatted(
                                setting.label(),
                                setting.placeholder(),
                                targetsOf(setting),
                                setting.help()))
                .collect(Collectors.joining());
    GeneratedDocs.assertBlock(PAGE, "render-settings", table);
  }

  private static String targetsOf(RenderSetting setting) {
    List<RenderTarget> targets =
        Stream.of(RenderTarget.values())
            .filter(target -> target.settings().contains(setting))
            .toList();
    return targets.size() == RenderTarget.values().length
        ? "all"
        : targets.stream().map(RenderTarget::label).collect(Collectors.joining(", "));
  }

  @Test
  void everyTargetIsDescribed() throws IOException {
    String page = Files.readString(PAGE);
    for (RenderTarget target : RenderTarget.values()) {
      assertTrue(page.contains("| `%s` |".formatted(target.label())), target.label());
    }
  }

  @Test
  void commandOfThePageIsRendered() throws IOException {
    Matcher command =
        Files.readString(PAGE)
            .lines()
            .dropWhile(line -> !line.equals("## Render"))
            .dropWhile(line -> !line.startsWith("./plantbeam templates render"))
            .takeWhile(line -> !line.equals("```"))
            .collect(Collectors.collectingAndThen(Collectors.joining("\n"), COMMAND::matcher));
    assertTrue(command.find());
    TemplatesRun run = TemplatesRun.of(command.group(1).replace("\\\n", " ").strip().split("\\s+"));
    assertEquals(List.of(), run.errors());
    assertEquals(ExitCode.OK, run.exitCode());
    assertTrue(run.output().contains("claimName: plant-data"), run.output());
  }
}
