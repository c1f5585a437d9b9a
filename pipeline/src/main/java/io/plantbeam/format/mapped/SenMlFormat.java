package io.plantbeam.format.mapped;

import io.plantbeam.model.DeadLetter.Reason;
import io.plantbeam.model.MessageContent;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.Timestamps;
import io.plantbeam.parse.EventTimeExtractor;
import io.plantbeam.parse.EventTimes;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.MessageSettings;
import io.plantbeam.parse.ReadingMaker;

/**
 * Packs of SenML in JSON (RFC 8428). The base name is the sensor and a record's name the metric;
 * where one of both is missing the other is the sensor. Times that are relative to the present are
 * refused: when that was is not known.
 */
public final class SenMlFormat implements MessageFormat {
  private static final long serialVersionUID = 1;

  /** What options call it. */
  public static final String NAME = "senml";

  private final MessageSettings settings;

  private SenMlFormat(MessageSettings settings) {
    this.settings = settings;
  }

  /** The format of what options say of messages. */
  public static SenMlFormat with(MessageSettings settings) {
    return new SenMlFormat(settings);
  }

  @Override
  public EventTimeExtractor eventTimes() {
    return new EarliestTime();
  }

  @Override
  public Parser open() {
    return new SenMlParser(settings);
  }

  private static final class EarliestTime implements EventTimeExtractor {
    private static final long serialVersionUID = 1;

    private transient SenMlPack pack;

    @Override
    public long eventTimeMillis(MessageContent message) {
      if (pack == null) {
        pack = new SenMlPack();
      }
      long earliest = EventTimes.NONE;
      if (pack.read(message.payload()) == null) {
        while (pack.next()) {
          long micros = pack.timeMicros();
          if (micros != EventTimes.NONE && (earliest == EventTimes.NONE || micros < earliest)) {
            earliest = micros;
          }
        }
      }
      return earliest == EventTimes.NONE ? NONE : Timestamps.toMillis(earliest);
    }
  }

  private static final class SenMlParser implements Parser {
    private final SenMlPack pack = new SenMlPack();
    private final ReadingMaker readings;

    SenMlParser(MessageSettings settings) {
      this.readings = new ReadingMaker(settings.types());
    }

    @Override
    public void parse(RawMessage message, Output output) {
      String problem = message.payload().length == 0 ? null : pack.read(message.payload());
      if (problem != null) {
        output.refuse(Reason.MALFORMED_MESSAGE, null, problem);
        return;
      }
      boolean any = false;
      for (int i = 0; message.payload().length > 0 && pack.next(); i++) {
        if (pack.hasNumber()) {
          number("[" + i + "]", message, output);
        } else if (pack.hasOtherValue()) {
          output.passOver(1);
        } else {
          // Base fields alone, for the records behind.
          continue;
        }
        any = true;
      }
      if (!any) {
        output.passOver(1);
      }
    }

    private void number(String field, RawMessage message, Output output) {
      if (pack.sensor() == null) {
        output.refuse(Reason.MISSING_FIELD, field, "the record has neither a name nor a base name");
      } else if (pack.timeMicros() == EventTimes.NONE) {
        output.refuse(
            Reason.INVALID_TIMESTAMP,
            field,
            "the record's time is %s s, which is relative to the present, or none"
                .formatted(pack.timeSeconds()));
      } else if (!Double.isFinite(pack.number())) {
        output.refuse(Reason.INVALID_VALUE, field, "the value is a number too large for a double");
      } else {
        ReadingMaker.Source source =
            new ReadingMaker.Source(
                pack.sensor(), null, null, pack.timeMicros(), 1, message.position());
        if (pack.metric() == null) {
          readings.single(source, field, pack.unit(), pack.number(), output);
        } else {
          readings.named(source, field, pack.metric(), pack.unit(), pack.number(), output);
        }
      }
    }
  }
}
