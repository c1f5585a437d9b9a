package io.plantbeam.tools.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextReportTest {
  @Test
  void figuresStandUnderEachOtherAndOwnRowsAreMarked() {
    Table table =
        new Table(
            "Scoreboard",
            List.of("detector", "standard"),
            List.of(
                new Table.Row(List.of("A long name", "7.5"), false),
                new Table.Row(List.of("ours", "100.0"), true)));
    assertEquals(
        """
        Title

        Scoreboard
          detector     standard
          A long name       7.5
        > ours            100.0

        - A note.
        """,
        TextReport.text(new DatasetReport("Title", List.of("A note."), List.of(table), List.of())));
  }

  @Test
  void publishedRowsAndOwnOnesAreOrderedByTheirFirstFigure() {
    List<Table.Row> rows =
        Published.with(
            "published-nab.csv",
            "all",
            List.of(
                new Table.Row(List.of("ours", "70.0", "", "", "here"), true),
                new Table.Row(List.of("none", "-", "", "", "here"), true)));
    assertEquals(
        List.of("ARTime", "Numenta HTM", "ours", "CAD OSE"),
        rows.stream().limit(4).map(row -> row.cells().get(0)).toList());
    assertEquals("none", rows.get(rows.size() - 1).cells().get(0));
    assertEquals(List.of("CAD OSE", "69.9", "67.0", "73.2", "all"), rows.get(3).cells());
  }
}
