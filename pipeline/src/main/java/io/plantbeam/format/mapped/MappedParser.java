package io.plantbeam.format.mapped;

import io.plantbeam.model.DeadLetter.Reason;
import io.plantbeam.model.RawMessage;
import io.plantbeam.parse.EventTimes;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.MessageSettings;
import io.plantbeam.parse.ReadingMaker;
import java.io.IOException;

/**
 * Messages to readings by a {@link Mapping}: one for each item, and a dead letter for each that
 * cannot become one.
 *
 * <p>A dead letter of one of several items names it by its number, {@code [0]} for the first; that
 * of the only item names what of the mapping is at fault.
 */
final class MappedParser implements MessageFormat.Parser {
  private static final String VALUE = "value";
  private static final String[] ITEMS = new String[256];

  static {
    for (int i = 0; i < ITEMS.length; i++) {
      ITEMS[i] = "[" + i + "]";
    }
  }

  private final Mapping mapping;
  private final Documents documents;
  private final MessageContext context;
  private final ReadingMaker readings;

  /** Null where none are kept. */
  private final MappedAttributes attributes;

  private RawMessage message;
  private MessageFormat.Output output;

  /** How many items came in the documents before the one at hand. */
  private int before;

  MappedParser(Mapping mapping, MessageSettings settings) {
    this.mapping = mapping;
    this.documents = new Documents(mapping);
    this.context = documents.context();
    this.readings = new ReadingMaker(settings.types());
    this.attributes = settings.attributes() ? mapping.attributes() : null;
  }

  @Override
  public void parse(RawMessage next, MessageFormat.Output nextOutput) throws IOException {
    message = next;
    output = nextOutput;
    before = 0;
    try {
      documents.begin(next);
    } catch (Envelope.UnusableException e) {
      output.refuse(Reason.MALFORMED_MESSAGE, null, e.getMessage());
      return;
    }
    boolean any = false;
    while (documents.next()) {
      any = true;
      document();
    }
    if (!any) {
      output.passOver(1);
    }
  }

  private void document() {
    if (documents.problem() != null) {
      output.refuse(documents.reason(), mapping.lines() ? measure(0) : null, documents.problem());
      before++;
      return;
    }
    Extractor items = documents.items();
    if (items.size() == 0) {
      // Heartbeats, and what is told of a device but its values.
      output.passOver(1);
    }
    for (int i = 0; i < items.size(); i++) {
      item(i, items.item(i));
    }
    before += items.size();
  }

  private boolean isOneOfSeveral() {
    return mapping.lines() || documents.items().size() > 1;
  }

  private String measure(int index) {
    int number = before + index;
    return number < ITEMS.length ? ITEMS[number] : "[" + number + "]";
  }

  private void item(int index, Item item) {
    for (int i = 0; i < mapping.only().size(); i++) {
      if (!mapping.only().get(i).holds(item, context)) {
        output.passOver(1);
        return;
      }
    }
    String name = text(mapping.metric(), item);
    MetricRule rule = name == null ? null : mapping.metrics().get(name);
    if (rule == null && !mapping.otherMetrics()) {
      output.passOver(1);
      return;
    }
    Captured captured = mapping.value().get(item, context);
    if (name == null && mapping.metric() != null) {
      refuse(
          index,
          Reason.MISSING_FIELD,
          "metric",
          "there is no metric at " + mapping.metric().words());
      return;
    }
    if (captured == null) {
      refuse(index, Reason.MISSING_FIELD, VALUE, "there is no value at " + mapping.value().words());
      return;
    }
    double value;
    switch (captured.kind()) {
      case NOTHING -> {
        output.passOver(1);
        return;
      }
      case NUMBER -> value = captured.number();
      case NUMERIC_TEXT ->
          value =
              mapping.texts().otherwise() == ScalarRule.Otherwise.PASS_OVER
                  ? number(mapping.texts(), captured)
                  : captured.number();
      case TEXT -> value = number(mapping.texts(), captured);
      case FLAG -> value = number(mapping.flags(), captured);
      default -> value = Double.NaN;
    }
    if (Double.isNaN(value) && isPassedOver(captured)) {
      output.passOver(1);
      return;
    }
    double scaled = rule == null ? value : value * rule.factor() + rule.offset();
    if (!Double.isFinite(scaled)) {
      refuse(index, Reason.INVALID_VALUE, VALUE, notFinite(captured));
      return;
    }
    reading(index, item, name, rule, scaled);
  }

  private boolean isPassedOver(Captured captured) {
    return switch (captured.kind()) {
      case TEXT, NUMERIC_TEXT -> mapping.texts().otherwise() != ScalarRule.Otherwise.REFUSE;
      case FLAG -> mapping.flags().otherwise() != ScalarRule.Otherwise.REFUSE;
      default -> false;
    };
  }

  private static double number(ScalarRule rule, Captured captured) {
    Double number = captured.text() == null ? null : rule.numbers().get(captured.text());
    return number == null ? Double.NaN : number;
  }

  private void reading(int index, Item item, String name, MetricRule rule, double value) {
    String sensorId = text(mapping.sensor(), item);
    if (sensorId == null) {
      refuse(
          index,
          Reason.MISSING_FIELD,
          "sensor",
          "there is no sensor at " + mapping.sensor().words());
      return;
    }
    String facilityId = text(mapping.facility(), item);
    TimeSource.One time = mapping.time().given(item, context);
    if (time == null) {
      refuse(index, Reason.MISSING_FIELD, "time", "there is no time at " + mapping.time().words());
      return;
    }
    long micros = time.micros(item, context, facilityId, sensorId);
    if (micros == EventTimes.NONE) {
      refuse(
          index,
          Reason.INVALID_TIMESTAMP,
          "time",
          time.problem(item, context, facilityId, sensorId));
      return;
    }
    double quality = mapping.quality().of(item, context);
    if (!Double.isFinite(quality)) {
      refuse(
          index,
          Reason.INVALID_VALUE,
          "quality",
          "the status at %s is in none of the mapping's codes"
              .formatted(mapping.quality().source().words()));
      return;
    }
    String type = rule != null && rule.type() != null ? rule.type() : text(mapping.type(), item);
    String unit = rule != null && rule.unit() != null ? rule.unit() : text(mapping.unit(), item);
    ReadingMaker.Source source =
        new ReadingMaker.Source(
            sensorId,
            facilityId,
            type,
            micros,
            quality,
            message.position(),
            attributes == null ? null : attributes.text(item, context));
    String field = isOneOfSeveral() ? measure(index) : VALUE;
    String metric = rule != null && rule.name() != null ? rule.name() : name;
    if (metric == null) {
      readings.single(source, field, unit, value, output);
    } else {
      readings.named(source, field, metric, unit, value, output);
    }
  }

  private String text(TextSource source, Item item) {
    return source == null ? null : source.text(item, context);
  }

  private void refuse(int index, Reason reason, String field, String detail) {
    if (isOneOfSeveral()) {
      output.refuse(reason, measure(index), "%s: %s".formatted(field, detail));
    } else {
      output.refuse(reason, reason == Reason.INVALID_VALUE ? VALUE : field, detail);
    }
  }

  private static String notFinite(Captured captured) {
    return switch (captured.kind()) {
      case NUMBER, NUMERIC_TEXT -> "the value is a number too large for a double";
      case TEXT -> "the value is the text '%s', not a number".formatted(captured.text());
      default -> "the value is %s, not a number".formatted(captured.kind().description());
    };
  }
}
