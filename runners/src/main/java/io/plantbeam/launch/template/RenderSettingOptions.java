package io.plantbeam.launch.template;

import io.plantbeam.render.RenderSetting;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Gives a command an option for each {@link RenderSetting}. */
final class RenderSettingOptions implements IModelTransformer {
  @Override
  public CommandSpec transform(CommandSpec command) {
    for (RenderSetting setting : RenderSetting.values()) {
      command.addOption(
          OptionSpec.builder(option(setting))
              .paramLabel(setting.placeholder())
              .type(String.class)
              .description(setting.help())
              .build());
    }
    return command;
  }

  /** Those that were given. */
  static Map<RenderSetting, String> given(ParseResult parsed) {
    Map<RenderSetting, String> given = new EnumMap<>(RenderSetting.class);
    for (RenderSetting setting : RenderSetting.values()) {
      String value = parsed.matchedOptionValue(option(setting), (String) null);
      if (value != null) {
        given.put(setting, value);
      }
    }
    return given;
  }

  private static String option(RenderSetting setting) {
    return "--" + setting.label();
  }
}
