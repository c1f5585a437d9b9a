package io.plantbeam.tools.alerts;

import java.io.IOException;

/** How a report is written. */
enum ReportFormat {
  TABLE {
    @Override
    String write(AlarmReport report, Ledger ledger) {
      return ReportTables.write(report, ledger);
    }
  },
  JSON {
    @Override
    String write(AlarmReport report, Ledger ledger) throws IOException {
      return ReportJson.write(report, ledger);
    }
  },
  CSV {
    @Override
    String write(AlarmReport report, Ledger ledger) throws IOException {
      return ReportCsv.write(report);
    }
  };

  /** The whole text, which ends with a line feed. */
  abstract String write(AlarmReport report, Ledger ledger) throws IOException;
}
