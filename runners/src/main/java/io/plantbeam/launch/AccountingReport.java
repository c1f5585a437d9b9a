package io.plantbeam.launch;

import io.plantbeam.telemetry.Accounting;
import java.util.Locale;

/** The accounting as people read it. */
public final class AccountingReport {
  private AccountingReport() {}

  public static String text(Accounting accounting) {
    String archived = accounting.unarchived() > 0 ? "unarchived" : "archived";
    return String.format(
        Locale.ROOT,
        """
        %,13d messages
        %,13d measures in = %,d %s + %,d dead-lettered%s + %,d duplicates%s
        %,13d %s readings are in no window
        %,13d windows, %,d anomalies, %,d alerts
        """,
        accounting.messages(),
        accounting.measures(),
        accounting.archived() + accounting.unarchived(),
        archived,
        accounting.deadLettered(),
        accounting.notReplayable() == 0
            ? ""
            : String.format(
                Locale.ROOT, " (%,d of them not replayable)", accounting.notReplayable()),
        accounting.duplicates(),
        accounting.balances()
            ? ""
            : String.format(Locale.ROOT, " + %,d under way at the end", accounting.underWay()),
        accounting.droppedLate(),
        archived,
        accounting.windows(),
        accounting.anomalies(),
        accounting.alerts());
  }
}
