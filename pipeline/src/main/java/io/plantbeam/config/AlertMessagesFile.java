package io.plantbeam.config;

import io.plantbeam.alert.words.MessagePatterns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the patterns of alert messages in another language from a {@code .properties} file. */
public final class AlertMessagesFile {
  private AlertMessagesFile() {}

  /**
   * The patterns in the file, and the English ones where it has none.
   *
   * @throws InvalidOptionsException with a sentence for each key that there is not, and each text
   *     that its key cannot have; or if the file cannot be read
   */
  public static MessagePatterns load(String path) throws InvalidOptionsException {
    Map<String, String> texts;
    try {
      texts = PropertiesFile.texts(path);
    } catch (IllegalArgumentException e) {
      throw new InvalidOptionsException(List.of(e.getMessage()));
    }
    MessagePatterns english = MessagePatterns.english();
    List<String> problems = new ArrayList<>();
    texts.forEach(
        (key, text) -> {
          if (english.hasKey(key)) {
            problems.addAll(MessagePatterns.problems(key, text));
          } else {
            problems.add(
                "%s is not the key of a message%s"
                    .formatted(
                        key, Suggestions.question("", Suggestions.closest(key, english.keys()))));
          }
        });
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(problems);
    }
    return english.with(texts);
  }
}
