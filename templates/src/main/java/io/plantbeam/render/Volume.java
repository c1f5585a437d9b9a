package io.plantbeam.render;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A persistent volume in the containers.
 *
 * @param claim the name of its claim
 * @param path the directory where containers have it
 */
record Volume(String claim, String path) {
  private static final Pattern FORM =
      Pattern.compile("([a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?):(/[^:,]*)");

  /** The volumes of the setting, in order; anything else is refused. */
  static List<Volume> of(Rendering rendering) {
    List<Volume> volumes = new ArrayList<>();
    String setting = rendering.setting(RenderSetting.VOLUMES);
    for (String text : setting == null ? new String[0] : setting.split(",", -1)) {
      Matcher matcher = FORM.matcher(text);
      if (matcher.matches()) {
        volumes.add(new Volume(matcher.group(1), matcher.group(2)));
      } else {
        rendering.refuse(
            RenderSetting.VOLUMES,
            "'%s' is not a volume; allowed is CLAIM:PATH such as plant-data:/data".formatted(text));
      }
    }
    return volumes;
  }

  /** Whether a path is on it. */
  boolean holds(String file) {
    String directory = path.endsWith("/") ? path : path + "/";
    return (file + "/").startsWith(directory);
  }
}
