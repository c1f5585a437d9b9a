package io.plantbeam.format.mapped;

import io.plantbeam.parse.EventTimeRules;
import io.plantbeam.parse.EventTimes;
import java.util.List;

/** Where the event time of a reading comes from: the first of several sources that has one. */
final class TimeSource {
  private final List<One> sources;

  /** One source of times. */
  interface One {
    /** Whether it has anything. */
    boolean isGiven(Item item, MessageContext message);

    /**
     * Microseconds since the epoch, or {@link EventTimes#NONE}.
     *
     * @param facilityId of the reading, and the sensor's id, for times without an offset; null
     *     where they are not known
     */
    long micros(Item item, MessageContext message, String facilityId, String sensorId);

    /** Says why what it has is no time. */
    String problem(Item item, MessageContext message, String facilityId, String sensorId);

    String words();
  }

  TimeSource(List<One> sources) {
    this.sources = List.copyOf(sources);
  }

  /** The source that has something; null where none has. */
  One given(Item item, MessageContext message) {
    for (int i = 0; i < sources.size(); i++) {
      if (sources.get(i).isGiven(item, message)) {
        return sources.get(i);
      }
    }
    return null;
  }

  String words() {
    return String.join(", ", sources.stream().map(One::words).toList());
  }

  private static boolean isSomething(Captured captured) {
    return captured != null && captured.kind() != Captured.Kind.NOTHING;
  }

  /** A text or a number at a place, which the reader reads as it is captured. */
  record AtPlace(Place place, TimeReader reader) implements One {
    @Override
    public boolean isGiven(Item item, MessageContext message) {
      return isSomething(place.captured(item, message));
    }

    @Override
    public long micros(Item item, MessageContext message, String facilityId, String sensorId) {
      Captured captured = place.captured(item, message);
      return captured.time() == EventTimes.NONE && captured.localTime() != EventTimes.NONE
          ? reader.rules().localTimes().toMicros(captured.localTime(), facilityId, sensorId)
          : captured.time();
    }

    @Override
    public String problem(Item item, MessageContext message, String facilityId, String sensorId) {
      Captured captured = place.captured(item, message);
      EventTimeRules rules = reader.rules();
      return switch (captured.kind()) {
        case NUMBER -> rules.problemOfNumber(captured.text());
        case TEXT, NUMERIC_TEXT ->
            captured.localTime() == EventTimes.NONE
                ? reader.problemOfText(captured.text())
                : rules.problemOfLocalTime(facilityId, sensorId);
        default -> "the time at %s is %s".formatted(words(), captured.kind().description());
      };
    }

    @Override
    public String words() {
      return place.words();
    }
  }

  /** A text that is not in the document, such as a header. */
  record OfText(TextSource text, TimeReader reader) implements One {
    @Override
    public boolean isGiven(Item item, MessageContext message) {
      return text.text(item, message) != null;
    }

    @Override
    public long micros(Item item, MessageContext message, String facilityId, String sensorId) {
      char[] characters = text.text(item, message).toCharArray();
      long micros = reader.ofText(characters, 0, characters.length);
      return micros == EventTimes.NONE
          ? reader
              .rules()
              .localTimes()
              .toMicros(reader.ofLocalText(characters, 0, characters.length), facilityId, sensorId)
          : micros;
    }

    @Override
    public String problem(Item item, MessageContext message, String facilityId, String sensorId) {
      return reader.problemOfText(text.text(item, message));
    }

    @Override
    public String words() {
      return text.words();
    }
  }

  /** Whole seconds since the epoch at one place, and the nanoseconds behind them at another. */
  record SecondsAndNanos(Place seconds, Place nanos) implements One {
    private static final double MOST_SECONDS = 1e12;
    private static final double NANOS = 1e9;

    @Override
    public boolean isGiven(Item item, MessageContext message) {
      return isSomething(seconds.captured(item, message));
    }

    @Override
    public long micros(Item item, MessageContext message, String facilityId, String sensorId) {
      double whole = seconds.captured(item, message).number();
      Captured part = nanos.captured(item, message);
      double fraction = isSomething(part) ? part.number() : 0;
      if (!(whole >= 0 && whole == Math.rint(whole) && whole < MOST_SECONDS)
          || !(fraction >= 0 && fraction < NANOS)) {
        return EventTimes.NONE;
      }
      return EventTimes.checked(((long) whole) * 1_000_000 + ((long) fraction) / 1000);
    }

    @Override
    public String problem(Item item, MessageContext message, String facilityId, String sensorId) {
      return "%s are not seconds since the epoch and the nanoseconds behind them"
          .formatted(words());
    }

    @Override
    public String words() {
      return seconds.words() + " and " + nanos.words();
    }
  }
}
