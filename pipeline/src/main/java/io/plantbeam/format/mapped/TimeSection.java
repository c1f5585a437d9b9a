package io.plantbeam.format.mapped;

import io.plantbeam.config.YamlMap;
import io.plantbeam.config.YamlNodes;
import io.plantbeam.parse.EventTimeRules;
import io.plantbeam.parse.LocalTimes;
import io.plantbeam.parse.TimestampUnit;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;

/** Reads the sources of event times of a mapping file. */
final class TimeSection {
  private static final List<String> OWN_KEYS =
      List.of("unit", "written", "zone", "seconds", "nanos");

  private final Paths paths;
  private final TextSection texts;
  private final boolean withEnvelope;
  private final EventTimeRules rules;

  /**
   * @param rules where a source says nothing else
   */
  TimeSection(Paths paths, TextSection texts, boolean withEnvelope, EventTimeRules rules) {
    this.paths = paths;
    this.texts = texts;
    this.withEnvelope = withEnvelope;
    this.rules = rules;
  }

  TimeSource read(YamlMap section, String key) {
    List<TimeSource.One> sources = new ArrayList<>();
    List<String> keys = new ArrayList<>(TextSection.KEYS);
    keys.addAll(OWN_KEYS);
    for (YamlMap source : section.each(key, "pointer")) {
      TimeSource.One one = one(source.only(keys), key);
      if (one != null) {
        sources.add(one);
      }
    }
    return new TimeSource(sources);
  }

  private TimeSource.One one(YamlMap source, String key) {
    if (source.has("seconds")) {
      if (!source.has("nanos")) {
        source.problem("has seconds and no nanos; both are needed, each a JSON pointer");
        return null;
      }
      Place seconds = part(source, "seconds");
      Place nanos = part(source, "nanos");
      return seconds == null || nanos == null
          ? null
          : new TimeSource.SecondsAndNanos(seconds, nanos);
    }
    TimeReader reader = reader(source);
    if (!source.has("pointer") && !source.has("parent") && !source.has("envelope")) {
      TextSource text = texts.one(source, key);
      return text == null ? null : new TimeSource.OfText(text, reader);
    }
    Paths.Found found = paths.find(source, withEnvelope);
    if (found == null) {
      return null;
    }
    if (!found.node().readTime(reader)) {
      source.problem("is read as a time in another way too");
    }
    return new TimeSource.AtPlace(found.place(), reader);
  }

  private Place part(YamlMap source, String key) {
    for (YamlMap pointer : source.each(key, "pointer")) {
      Paths.Found found = paths.find(pointer.only("pointer", "of", "parent"), withEnvelope);
      if (found != null) {
        found.node().readNumber('.');
        return found.place();
      }
    }
    return null;
  }

  private TimeReader reader(YamlMap source) {
    TimestampUnit unit =
        source.value(
            "unit",
            YamlNodes.parsedBy(TimestampUnit::ofOption),
            "allowed are auto, s, ms, us and ns");
    ZoneId zone =
        source.value(
            "zone",
            YamlNodes.parsedBy(ZoneId::of),
            "allowed is an IANA time zone name such as Europe/Berlin");
    String pattern =
        source.value(
            "written",
            YamlNodes.parsedBy(TimeSection::checkedPattern),
            "allowed is a pattern of date and time such as dd.MM.yyyy HH:mm:ss");
    if (pattern != null && zone == null && !hasZone(pattern)) {
      source.problem("written", "has no offset, so that a 'zone' is needed beside it");
    }
    EventTimeRules own =
        new EventTimeRules(
            unit == null ? rules.unit() : unit,
            zone != null && pattern == null ? LocalTimes.in(zone) : rules.localTimes());
    return new TimeReader(own, unit != null, pattern, zone);
  }

  /** Throws what {@link YamlNodes#parsedBy} takes for not allowed. */
  private static String checkedPattern(String pattern) {
    return DateTimeFormatter.ofPattern(pattern).toString().isEmpty() ? null : pattern;
  }

  /** Whether texts of the pattern say their offset or zone. */
  private static boolean hasZone(String pattern) {
    DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern);
    String sample = formatter.format(ZonedDateTime.of(2001, 2, 3, 4, 5, 6, 0, ZoneId.of("UTC")));
    return formatter.parse(sample).isSupported(ChronoField.INSTANT_SECONDS);
  }
}
