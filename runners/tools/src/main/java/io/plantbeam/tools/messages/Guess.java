package io.plantbeam.tools.messages;

import com.fasterxml.jackson.databind.JsonNode;
import io.plantbeam.parse.EventTimeRules;
import io.plantbeam.parse.EventTimes;
import io.plantbeam.parse.LocalTimes;
import io.plantbeam.parse.TimestampUnit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Proposes a mapping for messages by what their fields are called and what stands in them. It may
 * be wrong; whoever asked for it looks at what it makes of messages.
 */
final class Guess {
  private static final EventTimeRules ANY_TIME =
      new EventTimeRules(TimestampUnit.AUTO, LocalTimes.REFUSED);

  private final boolean haveKeys;
  private final StringBuilder yaml = new StringBuilder();

  /** The levels from the message inwards, without the one of an object's fields. */
  private final List<Samples> levels = new ArrayList<>();

  /** The pointers in the message that the mapping has so far. */
  private final Set<String> pointersInMessage = new HashSet<>();

  /** Whether the readings are the fields of an object, which is the innermost level then. */
  private boolean byFields;

  private Guess(boolean haveKeys) {
    this.haveKeys = haveKeys;
  }

  /**
   * The text of a mapping file.
   *
   * @param source of the messages, for people
   * @param haveKeys whether the messages have keys
   */
  static String of(String source, List<JsonNode> messages, boolean haveKeys) {
    Guess guess = new Guess(haveKeys);
    guess.yaml.append("# Proposed from ").append(source).append("; look it over.\n");
    guess.find(new Samples(messages));
    return guess.yaml.toString();
  }

  private void find(Samples messages) {
    levels.add(messages);
    List<String> readings = new ArrayList<>();
    Samples items = messages;
    String array = arrayOfItems(messages);
    if (array != null) {
      items = at(messages, array).elements();
      levels.add(items);
      readings.add("{array: %s, as: item}".formatted(quoted(array)));
    }
    String value = items.pointerOfTheValue();
    if (value == null) {
      byFields = true;
      String values = objectOfValues(items);
      Samples fields = at(items, values);
      Samples inner = fields.elements();
      boolean wrapped = fields.areObjects() && inner.areObjects();
      String others = fieldsOf(wrapped ? inner : null);
      String nested = !wrapped && inner.any(JsonNode::isObject) ? ", nested: \".\"" : "";
      readings.add("{object: %s%s%s}".formatted(quoted(values), nested, except(fields, values)));
      if (wrapped) {
        value = inner.pointerOfTheValue();
      }
      write(readings, others, value);
    } else {
      write(readings, fieldsOf(null), value);
    }
  }

  private void write(List<String> readings, String fields, String value) {
    if (!readings.isEmpty()) {
      yaml.append("readings:\n");
      readings.forEach(reading -> yaml.append("  - ").append(reading).append('\n'));
    }
    yaml.append(fields);
    if (value != null) {
      yaml.append("value: ").append(quoted(value)).append('\n');
    }
  }

  /**
   * All fields but the value.
   *
   * @param wrapped the objects that hold a value each; null where there are none
   */
  private String fieldsOf(Samples wrapped) {
    StringBuilder fields = new StringBuilder();
    sensor(fields);
    field(fields, "facility", Names.FACILITY, Samples::areIds);
    if (!byFields) {
      metric(fields);
      field(fields, "type", Names.TYPE, Samples::areIds);
      field(fields, "unit", Names.UNIT, Samples::areIds);
    } else if (wrapped != null) {
      String unit = wrapped.pointerOf(Names.UNIT, Samples::areIds);
      if (unit != null) {
        fields.append("unit: ").append(quoted(unit)).append('\n');
      }
    }
    time(fields, wrapped);
    field(fields, "quality", Names.QUALITY, Samples::areNumeric);
    return fields.toString();
  }

  /** The pointer of the array whose elements are readings; null where the message is one. */
  private static String arrayOfItems(Samples messages) {
    if (messages.areArraysOfObjects()) {
      return "";
    }
    for (String field : messages.fields()) {
      Samples inside = messages.field(field);
      if (inside.areArraysOfObjects()) {
        return "/" + Samples.escaped(field);
      }
      if (inside.areObjects()) {
        String inner = arrayOfItems(inside);
        if (inner != null && !inner.isEmpty()) {
          return "/" + Samples.escaped(field) + inner;
        }
      }
    }
    return null;
  }

  /** The pointer of the object whose fields are measures; empty for the item itself. */
  private static String objectOfValues(Samples items) {
    for (String name : Names.VALUES) {
      for (String field : items.fields()) {
        if (Names.folded(field).equals(name) && items.field(field).areObjects()) {
          return "/" + Samples.escaped(field);
        }
      }
    }
    return "";
  }

  private static Samples at(Samples samples, String pointer) {
    Samples found = samples;
    for (String name : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/")) {
      found = found.field(name.replace("~1", "/").replace("~0", "~"));
    }
    return found;
  }

  /** The fields of an object of measures that are numbers and no measures. */
  private String except(Samples fields, String values) {
    List<String> others =
        fields.fields().stream()
            .filter(name -> fields.field(name).areNumbers() && Names.isNoMeasure(name))
            .filter(
                name ->
                    levels.size() > 1
                        || !pointersInMessage.contains(values + "/" + Samples.escaped(name)))
            .map(Guess::quoted)
            .toList();
    return others.isEmpty() ? "" : ", except: [" + String.join(", ", others) + "]";
  }

  private void sensor(StringBuilder fields) {
    String source = source(Names.SENSOR, Samples::areIds);
    if (source == null) {
      source = haveKeys ? "{key: true}" : "{topic: true}";
      fields.append(
          haveKeys
              ? "# No field names the sensor; the record's key does.\n"
              : "# No field names the sensor: this is the topic, or the file's name.\n");
    }
    fields.append("sensor: ").append(source).append('\n');
  }

  private void metric(StringBuilder fields) {
    String sensor = levels.get(levels.size() - 1).pointerOf(Names.SENSOR, Samples::areIds);
    Predicate<Samples> texts = samples -> samples.all(JsonNode::isTextual);
    for (String name : Names.METRIC) {
      String pointer = levels.get(levels.size() - 1).pointerOf(List.of(name), texts);
      if (pointer != null && !pointer.equals(sensor)) {
        fields.append("metric: ").append(quoted(pointer)).append('\n');
        return;
      }
    }
  }

  private void field(
      StringBuilder fields, String key, List<String> names, Predicate<Samples> test) {
    String source = source(names, test);
    if (source != null) {
      fields.append(key).append(": ").append(source).append('\n');
    }
  }

  /** The source in the innermost level that has such a field; null where none has. */
  private String source(List<String> names, Predicate<Samples> test) {
    for (int i = levels.size() - 1; i >= 0; i--) {
      String pointer = levels.get(i).pointerOf(names, test);
      if (pointer != null) {
        note(i, pointer);
        boolean own = !byFields && i == levels.size() - 1;
        return own ? quoted(pointer) : "{pointer: %s, of: %s}".formatted(quoted(pointer), name(i));
      }
    }
    return null;
  }

  private void note(int level, String pointer) {
    if (level == 0) {
      pointersInMessage.add(pointer);
    }
  }

  private static String name(int level) {
    return level == 0 ? "message" : "item";
  }

  private void time(StringBuilder fields, Samples wrapped) {
    Predicate<Samples> times = samples -> samples.all(node -> micros(node) != EventTimes.NONE);
    String own = wrapped == null ? null : wrapped.pointerOf(Names.TIME, times);
    if (own != null) {
      fields.append("time: {pointer: %s%s}%n".formatted(quoted(own), unit(at(wrapped, own))));
      return;
    }
    for (int i = levels.size() - 1; i >= 0; i--) {
      String pointer = levels.get(i).pointerOf(Names.TIME, times);
      if (pointer != null) {
        note(i, pointer);
        fields.append(
            "time: {pointer: %s, of: %s%s}%n"
                .formatted(quoted(pointer), name(i), unit(at(levels.get(i), pointer))));
        return;
      }
    }
    fields.append(
        """
        # No field is a time with an offset: name it here, and say how it is written.
        time: {pointer: /time, written: "yyyy-MM-dd HH:mm:ss", zone: UTC}
        """);
  }

  private static long micros(JsonNode node) {
    if (node.isTextual()) {
      byte[] text = node.asText().getBytes(StandardCharsets.ISO_8859_1);
      return text.length > EventTimes.MAX_TEXT_LENGTH
          ? EventTimes.NONE
          : ANY_TIME.ofText(text, 0, text.length);
    }
    return node.isIntegralNumber()
        ? ANY_TIME.ofNumber(node.longValue())
        : node.isNumber() ? ANY_TIME.ofNumber(node.doubleValue()) : EventTimes.NONE;
  }

  /** The unit of numbers, as it stands behind the pointer. */
  private static String unit(Samples times) {
    for (JsonNode node : times.nodes()) {
      if (!node.isNumber() && !(node.isTextual() && node.asText().matches("[0-9.]+"))) {
        continue;
      }
      long micros = micros(node);
      for (TimestampUnit unit : TimestampUnit.values()) {
        if (unit != TimestampUnit.AUTO && unit.toMicros(node.asDouble()) / 1000 == micros / 1000) {
          return ", unit: " + unit.option();
        }
      }
    }
    return "";
  }

  private static String quoted(String text) {
    return text.matches("/[A-Za-z0-9_/-]*|[A-Za-z_][A-Za-z0-9_]*")
        ? text
        : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
