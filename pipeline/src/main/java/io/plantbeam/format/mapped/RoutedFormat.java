package io.plantbeam.format.mapped;

import io.plantbeam.model.DeadLetter.Reason;
import io.plantbeam.model.MessageContent;
import io.plantbeam.model.RawMessage;
import io.plantbeam.parse.EventTimeExtractor;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.preflight.Check;
import io.plantbeam.preflight.Checked;
import io.plantbeam.preflight.TriedFormat;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Several formats, of which the topic of a message, or the name of its file, decides. */
public final class RoutedFormat implements MessageFormat, Checked, TriedFormat {
  private static final long serialVersionUID = 1;

  private final ArrayList<Route> routes;

  /**
   * One format.
   *
   * @param topic that matches the whole of the topics whose messages have the format
   */
  public record Route(Pattern topic, MessageFormat format) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /** The first route that matches counts. */
  public RoutedFormat(List<Route> routes) {
    this.routes = new ArrayList<>(routes);
  }

  private static int indexOf(List<Pattern> topics, String topic) {
    for (int i = 0; i < topics.size(); i++) {
      if (topics.get(i).matcher(topic).matches()) {
        return i;
      }
    }
    return -1;
  }

  private List<Pattern> topics() {
    return routes.stream().map(Route::topic).toList();
  }

  @Override
  public EventTimeExtractor eventTimes() {
    return new RoutedEventTimes(
        new ArrayList<>(topics()),
        new ArrayList<>(routes.stream().map(route -> route.format().eventTimes()).toList()));
  }

  @Override
  public boolean needsKeyAndHeaders() {
    return routes.stream().anyMatch(route -> route.format().needsKeyAndHeaders());
  }

  /** Of each registry once, however many of the formats have it. */
  @Override
  public List<Check> checks() {
    Map<String, Check> checks = new LinkedHashMap<>();
    for (Route route : routes) {
      if (route.format() instanceof Checked checked) {
        checked.checks().forEach(check -> checks.putIfAbsent(check.subject(), check));
      }
    }
    return List.copyOf(checks.values());
  }

  /** Of each format that some of the messages have. */
  @Override
  public List<String> problemsWith(List<RawMessage> messages) throws IOException {
    List<Pattern> topics = topics();
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < routes.size(); i++) {
      int route = i;
      List<RawMessage> itsOwn =
          messages.stream().filter(message -> indexOf(topics, message.topic()) == route).toList();
      if (routes.get(i).format() instanceof TriedFormat tried) {
        problems.addAll(tried.problemsWith(itsOwn));
      }
    }
    return problems;
  }

  @Override
  public Parser open() throws IOException {
    List<Parser> parsers = new ArrayList<>();
    for (Route route : routes) {
      parsers.add(route.format().open());
    }
    return new RoutedParser(topics(), parsers);
  }

  private static final class RoutedParser implements Parser {
    private final List<Pattern> topics;
    private final List<Parser> parsers;
    private final Map<String, Integer> routeOfTopic = new HashMap<>();

    RoutedParser(List<Pattern> topics, List<Parser> parsers) {
      this.topics = topics;
      this.parsers = parsers;
    }

    @Override
    public void parse(RawMessage message, Output output) throws IOException {
      int route = routeOfTopic.computeIfAbsent(message.topic(), topic -> indexOf(topics, topic));
      if (route < 0) {
        output.refuse(
            Reason.MALFORMED_MESSAGE,
            null,
            "the mapping names no format of %s".formatted(message.topic()));
      } else {
        parsers.get(route).parse(message, output);
      }
    }

    @Override
    public void close() throws IOException {
      for (Parser parser : parsers) {
        parser.close();
      }
    }
  }

  private record RoutedEventTimes(
      ArrayList<Pattern> topics, ArrayList<EventTimeExtractor> eventTimes)
      implements EventTimeExtractor {
    private static final long serialVersionUID = 1;

    @Override
    public long eventTimeMillis(MessageContent message) {
      int route = indexOf(topics, message.topic());
      return route < 0 ? NONE : eventTimes.get(route).eventTimeMillis(message);
    }
  }
}
