package io.plantbeam.format.mapped;

import io.plantbeam.model.MessageContent;
import io.plantbeam.model.Timestamps;
import io.plantbeam.parse.EventTimeExtractor;
import io.plantbeam.parse.EventTimeRules;
import io.plantbeam.parse.EventTimes;
import java.io.IOException;

/** The earliest event time of the items of a message. */
final class MappedEventTimes implements EventTimeExtractor {
  private static final long serialVersionUID = 1;

  private final MappingFile file;
  private final EventTimeRules rules;
  private transient Scan scan;

  MappedEventTimes(MappingFile file, EventTimeRules rules) {
    this.file = file;
    this.rules = rules;
  }

  @Override
  public long eventTimeMillis(MessageContent message) {
    if (scan == null) {
      scan = new Scan(file.reader(rules).readTimes(rules.localTimes().dependOnFacility()));
    }
    try {
      long micros = scan.earliest(message);
      return micros == EventTimes.NONE ? NONE : Timestamps.toMillis(micros);
    } catch (IOException | Envelope.UnusableException | RuntimeException | StackOverflowError e) {
      // What cannot be read becomes a dead letter when it is parsed, with its reason.
      return NONE;
    }
  }

  /** What is read of the mapping, ready for work. */
  private static final class Scan {
    private final Mapping mapping;
    private final Documents documents;

    Scan(Mapping mapping) {
      this.mapping = mapping;
      this.documents = new Documents(mapping);
    }

    long earliest(MessageContent message) throws IOException, Envelope.UnusableException {
      long earliest = EventTimes.NONE;
      documents.begin(message);
      while (documents.next()) {
        if (documents.problem() != null) {
          continue;
        }
        for (int i = 0; i < documents.items().size(); i++) {
          long micros = micros(documents.items().item(i));
          if (micros != EventTimes.NONE && (earliest == EventTimes.NONE || micros < earliest)) {
            earliest = micros;
          }
        }
      }
      return earliest;
    }

    private long micros(Item item) {
      MessageContext context = documents.context();
      TimeSource.One time = mapping.time().given(item, context);
      return time == null
          ? EventTimes.NONE
          : time.micros(
              item, context, text(mapping.facility(), item), text(mapping.sensor(), item));
    }

    private String text(TextSource source, Item item) {
      return source == null ? null : source.text(item, documents.context());
    }
  }
}
