package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import org.apache.beam.sdk.transforms.SerializableFunction;

/**
 * What a detector found in one window, or at one reading, of one series. Times are microseconds
 * since the epoch; figures that do not exist are NaN.
 *
 * @param score how far out, where the detector has a measure of it
 * @param eventTimeMicros of the judged reading, or the window's end where none is judged
 * @param windowStartMicros the same as {@code windowEndMicros} and {@code eventTimeMicros} where a
 *     reading was judged by itself
 * @param value the judged value, or the one that the evidence speaks of
 * @param evidence a sentence for whoever knows the detector: what was seen and what was expected
 * @param symptom how it shows itself to people at the machine
 * @param recent the curve of the series up to then, for staff; {@link RecentMeans#NONE} where they
 *     are not told of it, or the detector does not know
 */
public record Anomaly(
    String detector,
    SeriesContext context,
    Severity severity,
    double score,
    long eventTimeMicros,
    long windowStartMicros,
    long windowEndMicros,
    double value,
    double expectedLow,
    double expectedHigh,
    String evidence,
    Symptom symptom,
    RecentMeans recent) {

  /** What a detector found, without the curve. */
  public Anomaly(
      String detector,
      SeriesContext context,
      Severity severity,
      double score,
      long eventTimeMicros,
      long windowStartMicros,
      long windowEndMicros,
      double value,
      double expectedLow,
      double expectedHigh,
      String evidence,
      Symptom symptom) {
    this(
        detector,
        context,
        severity,
        score,
        eventTimeMicros,
        windowStartMicros,
        windowEndMicros,
        value,
        expectedLow,
        expectedHigh,
        evidence,
        symptom,
        RecentMeans.NONE);
  }

  /**
   * What a detector found whose figures mean the same to people at the machine: its symptom has the
   * detector's name, and is there since the window began or, where there is a score, at the judged
   * reading.
   */
  public Anomaly(
      String detector,
      SeriesContext context,
      Severity severity,
      double score,
      long eventTimeMicros,
      long windowStartMicros,
      long windowEndMicros,
      double value,
      double expectedLow,
      double expectedHigh,
      String evidence) {
    this(
        detector,
        context,
        severity,
        score,
        eventTimeMicros,
        windowStartMicros,
        windowEndMicros,
        value,
        expectedLow,
        expectedHigh,
        evidence,
        Symptom.of(detector, Double.isNaN(score) ? windowStartMicros : eventTimeMicros));
  }

  /** What is published of an anomaly. */
  public static final OutputSchema<Anomaly> SCHEMA =
      fields(OutputSchema.<Anomaly>of("anomalies").identifiedBy(Anomaly::identity), a -> a)
          .text(
              "suppressed_by",
              "reason of the planned work that it lies in, even in part, so that it raises no"
                  + " alert; null where there is none",
              Anomaly::suppressedBy)
          .build();

  static <T> OutputSchema.Builder<T> fields(
      OutputSchema.Builder<T> schema, SerializableFunction<T, Anomaly> anomaly) {
    return schema
        .text("detector", "the detector that found it", t -> anomaly.apply(t).detector)
        .text(
            "sensor_id", "sensor of the series", t -> anomaly.apply(t).context.series().sensorId())
        .text("metric", "metric of the series", t -> anomaly.apply(t).context.series().metric())
        .text("severity", "medium, high or critical", t -> anomaly.apply(t).severity.label())
        .number(
            "score",
            "how abnormal: for zscore, the distance from the baseline in standard"
                + " deviations; for guard, the judged figure divided by its threshold; for another"
                + " detector of readings, its score from 0 to 1; null if the detector has none",
            t -> anomaly.apply(t).score)
        .timeMicros(
            "event_time",
            "event time of the judged reading; the window's end if none is judged",
            t -> anomaly.apply(t).eventTimeMicros)
        .timeMicros(
            "window_start",
            "start of the window, inclusive; event_time if a detector of readings judged",
            t -> anomaly.apply(t).windowStartMicros)
        .timeMicros(
            "window_end",
            "end of the window, exclusive; event_time if a detector of readings judged",
            t -> anomaly.apply(t).windowEndMicros)
        .number(
            "value",
            "the figure that was judged; for a detector of readings, the one that the"
                + " evidence names",
            t -> anomaly.apply(t).value)
        .number(
            "expected_low",
            "least figure that would have been normal; null if there is no such bound",
            t -> anomaly.apply(t).expectedLow)
        .number(
            "expected_high",
            "greatest figure that would have been normal; null if there is no such bound",
            t -> anomaly.apply(t).expectedHigh)
        .text("unit", "unit of the values", t -> anomaly.apply(t).context.series().unit())
        .text(
            "sensor_type",
            "sensor type of the series",
            t -> anomaly.apply(t).context.series().sensorType())
        .text(
            "facility_id",
            "facility of the series",
            t -> anomaly.apply(t).context.asset().facilityId())
        .text(
            "facility_name",
            "from the registry",
            t -> anomaly.apply(t).context.asset().facilityName())
        .text(
            "production_line",
            "from the registry",
            t -> anomaly.apply(t).context.asset().productionLine())
        .text(
            "equipment_id",
            "from the registry",
            t -> anomaly.apply(t).context.asset().equipmentId())
        .text(
            "evidence",
            "what was seen and what was expected, in a sentence",
            t -> anomaly.apply(t).evidence)
        .text(
            "symptom",
            "how it shows itself: the detector, or that and one of its views",
            t -> anomaly.apply(t).symptom.key());
  }

  /**
   * The reason of the planned work that the window, or the reading that was judged by itself, lies
   * in, even in part; null where there is none.
   */
  public String suppressedBy() {
    PlannedWork work = context.asset().work().overlapping(windowStartMicros, windowEndMicros);
    return work == null ? null : work.reason();
  }

  /** The same with the curve of its series. */
  public Anomaly withRecent(RecentMeans means) {
    return means.equals(recent)
        ? this
        : new Anomaly(
            detector,
            context,
            severity,
            score,
            eventTimeMicros,
            windowStartMicros,
            windowEndMicros,
            value,
            expectedLow,
            expectedHigh,
            evidence,
            symptom,
            means);
  }

  /** Detector, series, window and severity: what a recomputed window overwrites. */
  public String identity() {
    SeriesKey series = context.key();
    return Identity.ofSeries(
        series,
        detector,
        series.sensorId(),
        series.metric(),
        Identity.time(windowStartMicros),
        Identity.time(windowEndMicros),
        severity);
  }

  /** The fields in their order. The first version had no symptom and no curve. */
  public static final class AnomalyCoder extends VersionedCoder<Anomaly> {
    private static final long serialVersionUID = 1;

    public static final AnomalyCoder INSTANCE = new AnomalyCoder();

    private AnomalyCoder() {
      super(2);
    }

    @Override
    protected void write(Anomaly value, ByteWriter out) {
      out.writeString(value.detector);
      value.context.write(out);
      out.writeByte(value.severity.ordinal());
      out.writeDouble(value.score);
      out.writeTime(value.eventTimeMicros);
      out.writeTime(value.windowStartMicros);
      out.writeTime(value.windowEndMicros);
      out.writeDouble(value.value);
      out.writeDouble(value.expectedLow);
      out.writeDouble(value.expectedHigh);
      out.writeString(value.evidence);
      Symptom.SymptomCoder.INSTANCE.embed(value.symptom, out);
      RecentMeans.RecentMeansCoder.INSTANCE.embed(value.recent, out);
    }

    @Override
    protected Anomaly read(int bodyVersion, ByteReader in) {
      String detector = in.readString();
      SeriesContext context = SeriesContext.read(in);
      Severity severity = Severity.of(in.readByte());
      double score = in.readDouble();
      long eventTime = in.readTime();
      long windowStart = in.readTime();
      long windowEnd = in.readTime();
      double value = in.readDouble();
      double low = in.readDouble();
      double high = in.readDouble();
      String evidence = in.readString();
      return bodyVersion == 1
          ? new Anomaly(
              detector,
              context,
              severity,
              score,
              eventTime,
              windowStart,
              windowEnd,
              value,
              low,
              high,
              evidence)
          : new Anomaly(
              detector,
              context,
              severity,
              score,
              eventTime,
              windowStart,
              windowEnd,
              value,
              low,
              high,
              evidence,
              Symptom.SymptomCoder.INSTANCE.readEmbedded(in),
              RecentMeans.RecentMeansCoder.INSTANCE.readEmbedded(in));
    }
  }
}
