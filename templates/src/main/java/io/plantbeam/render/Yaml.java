package io.plantbeam.render;

import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** Writes maps, lists, texts and numbers as YAML that every version of YAML reads the same. */
final class Yaml {
  private Yaml() {}

  static String write(Map<String, Object> document) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(FlowStyle.BLOCK);
    options.setSplitLines(false);
    options.setIndent(2);
    options.setIndicatorIndent(0);
    return new org.yaml.snakeyaml.Yaml(new QuotingRepresenter(options), options).dump(document);
  }

  /** Quotes what some parser could take for a number, a time or a truth value. */
  private static final class QuotingRepresenter extends Representer {
    QuotingRepresenter(DumperOptions options) {
      super(options);
    }

    @Override
    protected Node representScalar(Tag tag, String value, ScalarStyle style) {
      boolean doubtful = value.matches("[0-9.+~-](?!-).*|[yYnN]");
      return super.representScalar(
          tag, value, tag.equals(Tag.STR) && doubtful ? ScalarStyle.DOUBLE_QUOTED : style);
    }
  }
}
