package io.plantbeam.config;

import java.io.StringReader;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * The text of a YAML file in, its map out. The file is from someone who need not be trusted: no
 * object is made of it.
 *
 * <p>Refused are documents of more than {@value #MAX_CHARACTERS} characters or {@value #MAX_DEPTH}
 * levels, aliases of lists and maps, tags, keys that are there twice, and control characters.
 */
public final class YamlFile {
  public static final int MAX_CHARACTERS = 256 * 1024;
  static final int MAX_DEPTH = 12;

  private YamlFile() {}

  /**
   * Reads a file that is one map.
   *
   * @param source names it in problems
   * @param problems takes a sentence for each thing that is wrong with the values, when they are
   *     asked for
   * @throws InvalidOptionsException where it is not YAML that can be read
   */
  public static YamlMap read(String source, String text, List<String> problems) {
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(MAX_CHARACTERS);
    limits.setNestingDepthLimit(MAX_DEPTH);
    limits.setMaxAliasesForCollections(0);
    limits.setAllowDuplicateKeys(false);
    limits.setAllowRecursiveKeys(false);
    Node root;
    try {
      root = new Yaml(new SafeConstructor(limits)).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      throw unreadable(
          "%s line %d: is not valid YAML: %s"
              .formatted(
                  source,
                  e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1,
                  e.getProblem()));
    } catch (YAMLException e) {
      throw unreadable(
          "%s: cannot be read: %s"
              .formatted(source, e.getMessage().lines().findFirst().orElse("")));
    }
    if (root == null) {
      throw unreadable("%s: is empty".formatted(source));
    }
    if (!YamlMap.isMap(root)) {
      throw unreadable("%s: is %s; allowed is a map".formatted(source, YamlNodes.describe(root)));
    }
    return new YamlMap(source, "", root, problems);
  }

  private static InvalidOptionsException unreadable(String sentence) {
    return new InvalidOptionsException(List.of(sentence));
  }
}
