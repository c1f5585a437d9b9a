package io.plantbeam.format.mapped;

import io.plantbeam.config.Suggestions;
import io.plantbeam.model.RawMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tries a mapping on messages: of what no reading can be without, finds what none of them has, as
 * when a pointer is misspelt. Documents that cannot be read say nothing.
 */
final class MappingTrial {
  private static final int MOST_NAMES = 8;

  /** The last name of each pointer in the words of a source. */
  private static final Pattern LAST_NAME = Pattern.compile("(?:^|[ ,])/(?:[^ ,]*/)?([^ ,/]+)");

  private final Mapping mapping;
  private final Documents documents;
  private final FieldNames fields = new FieldNames();

  /** What every reading needs, each with where the mapping has it from, until it is found. */
  private final Map<String, String> needed = new LinkedHashMap<>();

  private int read;
  private boolean anyItem;
  private boolean anyThatCounts;

  MappingTrial(Mapping mapping) {
    this.mapping = mapping;
    this.documents = new Documents(mapping);
    needed.put("sensor", mapping.sensor().words());
    needed.put("time", mapping.time().words());
    needed.put("value", mapping.value().words());
    if (mapping.metric() != null) {
      needed.put("metric", mapping.metric().words());
    }
  }

  /**
   * What the mapping does not find in any of the messages, a sentence each.
   *
   * @throws IOException where something that the documents need does not answer
   */
  List<String> problems(List<RawMessage> messages) throws IOException {
    for (RawMessage message : messages) {
      try {
        documents.begin(message);
      } catch (Envelope.UnusableException e) {
        continue;
      }
      while (documents.next()) {
        if (documents.problem() == null) {
          look();
        }
      }
    }
    List<String> problems = new ArrayList<>();
    if (read > 0 && !anyItem) {
      problems.add("'readings' leads to nothing in any of %s%s".formatted(messages(), thereAre()));
    } else if (anyThatCounts) {
      needed.forEach(
          (key, words) ->
              problems.add(
                  "'%s' leads to nothing in any of %s, by %s%s"
                      .formatted(key, messages(), words, instead(words))));
    }
    return problems;
  }

  private String messages() {
    return read == 1 ? "the one message tried" : "the %d messages tried".formatted(read);
  }

  private void look() throws IOException {
    read++;
    documents.readAgain(fields);
    Extractor items = documents.items();
    for (int i = 0; i < items.size(); i++) {
      anyItem = true;
      Item item = items.item(i);
      MessageContext context = documents.context();
      if (mapping.only().stream().allMatch(condition -> condition.holds(item, context))) {
        anyThatCounts = true;
        find("sensor", mapping.sensor().text(item, context));
        find("time", mapping.time().given(item, context));
        find("value", mapping.value().get(item, context));
        find("metric", mapping.metric() == null ? null : mapping.metric().text(item, context));
      }
    }
  }

  private void find(String key, Object found) {
    if (found != null) {
      needed.remove(key);
    }
  }

  private String instead(String words) {
    Set<String> closest = new LinkedHashSet<>();
    for (Matcher names = LAST_NAME.matcher(words); names.find(); ) {
      String name = names.group(1).replace("~1", "/").replace("~0", "~");
      closest.addAll(Suggestions.closest(name, fields.names()));
    }
    return closest.isEmpty() ? thereAre() : Suggestions.question("", List.copyOf(closest));
  }

  private String thereAre() {
    List<String> names = List.copyOf(fields.names());
    return names.isEmpty()
        ? ""
        : "; the fields there are %s%s"
            .formatted(
                String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size()))),
                names.size() > MOST_NAMES ? " …" : "");
  }
}
