package io.plantbeam.alert.words;

import io.plantbeam.model.Anomaly;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.model.Symptom;
import java.io.Serializable;
import java.util.Locale;
import java.util.function.Function;

/**
 * What maintenance staff read of an alert: what and where, what is seen and what is usual, since
 * when in local time, how sure that is, and what spoke first. In the words of {@link
 * MessagePatterns}; knows no detector.
 */
public final class AlertMessages implements Serializable {
  private static final long serialVersionUID = 1;

  private static final double MICROS_OF_SECOND = 1e6;

  private final MessagePatterns patterns;

  public AlertMessages(MessagePatterns patterns) {
    this.patterns = patterns;
  }

  /** The message of an event. */
  public String of(AlertFacts told) {
    return new Message(told).text();
  }

  /** The texts of one message. */
  private final class Message {
    private final AlertFacts told;
    private final Anomaly anomaly;
    private final Symptom symptom;
    private final AssetContext asset;
    private final SeriesInfo series;
    private final LocalTimes times;
    private final AlertNumbers numbers;
    private final long since;

    Message(AlertFacts told) {
      this.told = told;
      anomaly = told.worst();
      symptom = anomaly.symptom();
      asset = anomaly.context().asset();
      series = anomaly.context().series();
      Locale locale = Locale.forLanguageTag(patterns.text("locale"));
      times = new LocalTimes(patterns, locale, asset.timezone(), told.lastMicros());
      numbers =
          AlertNumbers.of(
              locale,
              Double.isFinite(anomaly.value()) ? anomaly.value() : symptom.reading(),
              anomaly.expectedLow(),
              anomaly.expectedHigh());
      // A detector may know that it began before the anomaly by which the alert was raised.
      since = Math.min(symptom.sinceMicros(), told.sinceMicros());
    }

    String text() {
      return fill("message." + told.state().label(), this::ofMessage);
    }

    private String fill(String key, Function<String, String> figures) {
      return patterns.template(key).fill(figures, patterns.text("unknown"));
    }

    private String ofMessage(String name) {
      return switch (name) {
        case "place" -> place();
        case "subject" -> subject();
        case "symptom" -> fill(patterns.keyOf(symptom.key()), this::ofSymptom);
        case "incident" -> incident();
        case "maintenance" -> asset.maintenanceSchedule();
        case "since" -> times.time(since);
        case "until" -> times.time(told.lastMicros());
        case "duration" -> duration();
        default -> throw unknown(name);
      };
    }

    private String ofSymptom(String name) {
      return switch (name) {
        case "subject" -> subject();
        case "sensor" -> series.sensorId();
        case "quantity" -> quantity(series.metric());
        case "detector" -> anomaly.detector();
        case "value" -> figure(numbers.text(anomaly.value()));
        case "low" -> figure(numbers.text(anomaly.expectedLow()));
        case "high" -> figure(numbers.text(anomaly.expectedHigh()));
        case "range" -> range();
        case "reading" -> figure(numbers.reading(symptom.reading()));
        case "change" -> figure(numbers.difference(Math.abs(symptom.change())));
        case "usual" -> figure(numbers.reading(symptom.usual()));
        case "usual_change" -> figure(numbers.difference(symptom.usual()));
        case "interval" -> times.duration(symptom.usual());
        case "window" -> seconds(anomaly.windowStartMicros(), anomaly.windowEndMicros());
        case "duration" -> duration();
        case "since" -> times.time(since);
        case "certainty" -> patterns.text("certainty." + anomaly.severity().label());
        default -> throw unknown(name);
      };
    }

    private IllegalStateException unknown(String name) {
      return new IllegalStateException("{" + name + "} should have been refused");
    }

    private String duration() {
      return seconds(since, told.lastMicros());
    }

    private String seconds(long from, long to) {
      return times.duration((to - from) / MICROS_OF_SECOND);
    }

    private boolean hasEquipment() {
      return asset.equipmentId() != null;
    }

    private String place() {
      return fill(
          hasEquipment() ? "place.equipment" : "place.sensor",
          name ->
              switch (name) {
                case "equipment" ->
                    asset.equipmentName() != null ? asset.equipmentName() : asset.equipmentId();
                case "sensor" -> series.sensorId();
                case "location" -> location();
                default -> throw unknown(name);
              });
    }

    private String location() {
      String facility = asset.facilityName() != null ? asset.facilityName() : asset.facilityId();
      String line = asset.productionLine();
      if (line == null && facility == null) {
        return null;
      }
      String key = line == null ? "facility" : facility == null ? "line" : "line_and_facility";
      return fill("location." + key, name -> name.equals("facility") ? facility : lineName(line));
    }

    /** A line that has a number and no name needs the word. */
    private String lineName(String line) {
      boolean isNumber = line.codePoints().noneMatch(Character::isLetter);
      return isNumber ? fill("location.numbered_line", name -> line) : line;
    }

    private String subject() {
      return fill(
          hasEquipment() ? "subject.of_equipment" : "subject.of_sensor",
          name -> name.equals("sensor") ? series.sensorId() : quantity(series.metric()));
    }

    private String quantity(String metric) {
      String name = patterns.text("quantity." + metric);
      return name != null ? name : metric.replace('_', ' ');
    }

    /** A number with the unit of the series. */
    private String figure(String number) {
      if (number == null || series.unit() == null) {
        return number;
      }
      String unit = patterns.text("unit." + series.unit());
      return fill(
          "figure.with_unit",
          name -> name.equals("number") ? number : unit == null ? series.unit() : unit);
    }

    private String range() {
      String low = numbers.text(anomaly.expectedLow());
      String high = numbers.text(anomaly.expectedHigh());
      if (low == null && high == null) {
        return null;
      }
      if (low != null && high != null) {
        return fill("range.both", name -> name.equals("low") ? low : figure(high));
      }
      return low != null
          ? fill("range.low", name -> figure(low))
          : fill("range.high", name -> figure(high));
    }

    private String incident() {
      AlertFacts.Incident incident = told.incident();
      if (incident == null
          || (incident.sensorId().equals(series.sensorId())
              && incident.metric().equals(series.metric()))) {
        return null;
      }
      return fill(
          "incident.first",
          name ->
              switch (name) {
                case "sensor" -> incident.sensorId();
                case "quantity" -> quantity(incident.metric());
                case "time" -> times.time(incident.sinceMicros());
                case "alerts" -> Integer.toString(incident.alerts());
                default -> throw unknown(name);
              });
    }
  }
}
