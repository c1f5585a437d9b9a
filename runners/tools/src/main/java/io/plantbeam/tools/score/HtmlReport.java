package io.plantbeam.tools.score;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * What is reported of a data set as one HTML page that needs nothing else: styles and pictures are
 * in it.
 */
final class HtmlReport {
  private HtmlReport() {}

  static String html(DatasetReport findings) {
    StringBuilder html = new StringBuilder();
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>%s</title>\n".formatted(Html.escape(findings.title())))
        .append("<style>\n%s</style>\n</head>\n<body>\n".formatted(style()))
        .append("<h1>%s</h1>\n".formatted(Html.escape(findings.title())));
    appendTable(findings.tables().get(0), html);
    html.append("<ul>\n");
    findings.notes().forEach(note -> html.append("<li>%s</li>\n".formatted(Html.escape(note))));
    html.append("</ul>\n");
    findings.tables().stream().skip(1).forEach(table -> appendTable(table, html));
    if (!findings.pictures().isEmpty()) {
      html.append("<h2>Pictures</h2>\n").append(legend());
    }
    findings.pictures().forEach(picture -> appendPicture(picture, html));
    return html.append("</body>\n</html>\n").toString();
  }

  private static void appendTable(Table table, StringBuilder html) {
    html.append("<h2>%s</h2>\n<table>\n<tr>".formatted(Html.escape(table.title())));
    table
        .header()
        .forEach(cell -> html.append("<th scope=\"col\">%s</th>".formatted(Html.escape(cell))));
    html.append("</tr>\n");
    for (Table.Row row : table.rows()) {
      html.append(row.own() ? "<tr class=\"own\">" : "<tr>");
      row.cells().forEach(cell -> html.append("<td>%s</td>".formatted(Html.escape(cell))));
      html.append("</tr>\n");
    }
    html.append("</table>\n");
  }

  private static void appendPicture(DatasetReport.Picture picture, StringBuilder html) {
    html.append(
            "<figure>\n<figcaption><b>%s</b> %s</figcaption>\n"
                .formatted(Html.escape(picture.recording().name()), Html.escape(picture.caption())))
        .append(SeriesPicture.svg(picture))
        .append("</figure>\n");
  }

  private static String legend() {
    return """
        <p class="legend"><span class="label">labelled as anomalous</span>
        <span class="learning">for learning, not judged</span>
        <span class="hit">alert inside a label</span>
        <span class="miss">alert outside</span>
        <span class="early">alert while learning, not judged</span>
        <span class="raw">raw score</span>
        <span class="gated">score that counts for alerts</span>
        <span class="threshold">its best threshold here, where there is one for all</span></p>
        """;
  }

  private static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
