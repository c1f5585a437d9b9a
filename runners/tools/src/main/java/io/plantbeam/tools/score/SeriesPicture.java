package io.plantbeam.tools.score;

import io.plantbeam.model.Timestamps;
import io.plantbeam.tools.score.Recording.Channel;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * One recording as an SVG: its values, below them the scores, and over all of it the labelled rows;
 * between them a lane with the alerts. Rows are spaced evenly, whatever the time between them.
 */
final class SeriesPicture {
  private static final int LEFT = 120;
  private static final int WIDTH = 860;
  private static final int RIGHT = 4;
  private static final int TOP = 4;
  private static final int GAP = 6;
  private static final int SINGLE_HEIGHT = 120;
  private static final int CHANNEL_HEIGHT = 34;
  private static final int LANE_HEIGHT = 10;
  private static final int SCORE_HEIGHT = 70;
  private static final int AXIS_HEIGHT = 18;
  private static final int MOST_LETTERS = 18;
  private static final MathContext FOUR_DIGITS = new MathContext(4);
  private static final String NO_ALERT = "";
  private static final double NARROWEST = 2;

  private final DatasetReport.Picture picture;
  private final Recording recording;
  private final int channelHeight;
  private final int laneTop;
  private final int scoreTop;
  private final int bottom;
  private final SvgWriter svg;

  private SeriesPicture(DatasetReport.Picture picture) {
    this.picture = picture;
    this.recording = picture.recording();
    int channels = recording.channels().size();
    channelHeight = channels == 1 ? SINGLE_HEIGHT : CHANNEL_HEIGHT;
    laneTop = TOP + channels * (channelHeight + GAP);
    scoreTop = laneTop + LANE_HEIGHT + GAP;
    bottom = scoreTop + SCORE_HEIGHT;
    svg =
        new SvgWriter(
            LEFT + WIDTH + RIGHT,
            bottom + AXIS_HEIGHT,
            "%s: %s".formatted(recording.name(), picture.caption()));
  }

  static String svg(DatasetReport.Picture picture) {
    return new SeriesPicture(picture).draw();
  }

  private String draw() {
    svg.rectangle("learning", LEFT, TOP, x(picture.firstScored()) - LEFT, bottom - TOP);
    for (RowRange label : recording.labels()) {
      range("label", label, TOP, bottom - TOP);
    }
    for (int i = 0; i < recording.channels().size(); i++) {
      drawChannel(recording.channels().get(i), TOP + i * (channelHeight + GAP));
    }
    drawAlerts();
    drawScores();
    svg.text("axis", "start", LEFT, bottom + AXIS_HEIGHT - 4, time(0));
    svg.text("axis", "end", LEFT + WIDTH, bottom + AXIS_HEIGHT - 4, time(recording.rows() - 1));
    return svg.toString();
  }

  private void drawChannel(Channel channel, int top) {
    Trace trace = Trace.ofRange(channel.values());
    svg.path("value", trace.path(LEFT, top, WIDTH, channelHeight));
    if (recording.channels().size() == 1) {
      caption(top + 10, figure(trace.high()));
      caption(top + channelHeight, figure(trace.low()));
    } else {
      caption(top + channelHeight / 2 + 4, channel.name());
    }
  }

  private void drawAlerts() {
    boolean[] alert = picture.scores().alert();
    int first = 0;
    for (int row = 1; row <= alert.length; row++) {
      if (row == alert.length || !style(row).equals(style(first))) {
        if (!style(first).equals(NO_ALERT)) {
          range(style(first), new RowRange(first, row - 1), laneTop, LANE_HEIGHT);
        }
        first = row;
      }
    }
    caption(laneTop + LANE_HEIGHT - 1, "alerts");
  }

  /** How a row stands in the lane of the alerts. */
  private String style(int row) {
    if (!picture.scores().alert()[row]) {
      return NO_ALERT;
    }
    if (row < picture.firstScored()) {
      return "early";
    }
    return recording.labels().stream().anyMatch(label -> label.contains(row)) ? "hit" : "miss";
  }

  private void drawScores() {
    svg.path("raw", Trace.ofUnit(picture.scores().raw()).path(LEFT, scoreTop, WIDTH, SCORE_HEIGHT));
    svg.path(
        "gated", Trace.ofUnit(picture.scores().gated()).path(LEFT, scoreTop, WIDTH, SCORE_HEIGHT));
    if (Double.isFinite(picture.threshold())) {
      double y = scoreTop + SCORE_HEIGHT * (1 - picture.threshold());
      svg.path("threshold", "M%d %sh%d".formatted(LEFT, SvgWriter.number(y), WIDTH));
    }
    caption(scoreTop + 10, "score 1");
    caption(bottom, "0");
  }

  private void range(String style, RowRange rows, double top, double height) {
    double left = x(rows.first());
    svg.rectangle(style, left, top, Math.max(x(rows.last() + 1) - left, NARROWEST), height);
  }

  private double x(int row) {
    return LEFT + (double) WIDTH * Math.min(row, recording.rows()) / recording.rows();
  }

  private void caption(double y, String text) {
    svg.text(
        "axis",
        "end",
        LEFT - 6,
        y,
        text.length() > MOST_LETTERS ? text.substring(0, MOST_LETTERS - 1) + "…" : text);
  }

  private String time(int row) {
    return Timestamps.format(recording.times()[row]).substring(0, 16).replace('T', ' ');
  }

  private static String figure(double value) {
    return new BigDecimal(value).round(FOUR_DIGITS).stripTrailingZeros().toPlainString();
  }
}
