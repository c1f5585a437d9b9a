package io.plantbeam.tools.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {
  private static final int ROWS = 100;

  private static DatasetReport.Picture picture(String name, double[] values, boolean[] alert) {
    Recording recording =
        new Recording(
            name,
            new long[values.length],
            List.of(new Recording.Channel("s", "value", values)),
            List.of(new RowRange(50, 59)));
    RowScores scores =
        new RowScores(new double[values.length], new double[values.length], alert, 0);
    return new DatasetReport.Picture(recording, scores, "a <caption>", 15, 0.5);
  }

  private static Document svg(DatasetReport.Picture picture) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(SeriesPicture.svg(picture))));
  }

  private static List<String> rectangles(Document svg, String style) {
    NodeList all = svg.getElementsByTagName("rect");
    return IntStream.range(0, all.getLength())
        .mapToObj(i -> (Element) all.item(i))
        .filter(element -> element.getAttribute("class").equals(style))
        .map(element -> element.getAttribute("x") + "+" + element.getAttribute("width"))
        .toList();
  }

  @Test
  void labelsLearningAndAlertsStandAtTheirRows() throws Exception {
    boolean[] alert = new boolean[ROWS];
    alert[10] = true;
    alert[20] = true;
    for (int row = 55; row < 65; row++) {
      alert[row] = true;
    }
    Document svg = svg(picture("a", new double[ROWS], alert));
    // 860 pixels for 100 rows, 120 to the left of them.
    assertEquals(List.of("550+86"), rectangles(svg, "label"));
    assertEquals(List.of("120+129"), rectangles(svg, "learning"));
    assertEquals(List.of("206+8.6"), rectangles(svg, "early"));
    assertEquals(List.of("593+43"), rectangles(svg, "hit"));
    assertEquals(List.of("292+8.6", "636+43"), rectangles(svg, "miss"));
  }

  @Test
  void peaksSurviveDownsampling() throws Exception {
    double[] values = new double[50_000];
    values[33_333] = 9;
    Document svg = svg(picture("a", values, new boolean[values.length]));
    NodeList paths = svg.getElementsByTagName("path");
    String curve = ((Element) paths.item(0)).getAttribute("d");
    // The top of a curve's rectangle is 4, and its bottom 124.
    assertTrue(curve.contains("L693 124V4L"), curve);
    assertTrue(curve.length() < 20_000, () -> curve.length() + " characters");
  }

  @Test
  void aConstantIsDrawnInTheMiddle() {
    assertEquals("M96 64L97 64", picturePath(new double[] {7, 7}, 2));
  }

  private static String picturePath(double[] values, int width) {
    return Trace.ofRange(values).path(96, 4, width, 120).toString();
  }

  @Test
  void aPageHoldsEveryPictureAndNoTextAsMarkup() {
    Table table =
        new Table("T & <t>", List.of("h"), List.of(new Table.Row(List.of("\"<b>'"), true)));
    String html =
        HtmlReport.html(
            new DatasetReport(
                "<script>alert(1)</script>",
                List.of("a < b"),
                List.of(table, table),
                List.of(
                    picture("x/<i>.csv", new double[ROWS], new boolean[ROWS]),
                    picture("y.csv", new double[ROWS], new boolean[ROWS]))));
    assertEquals(2, html.split("<svg ", -1).length - 1);
    assertFalse(html.contains("<script"), html);
    assertFalse(html.contains("<i>"), html);
    assertTrue(html.contains("x/&lt;i&gt;.csv"), html);
    assertTrue(html.contains("&quot;&lt;b&gt;&#39;"), html);
    assertTrue(html.contains("a &lt; b"), html);
    assertFalse(html.contains("http"), "the page needs the network");
    assertTrue(html.contains("prefers-color-scheme: dark"), html);
  }
}
