package io.plantbeam.faults;

import io.plantbeam.testing.GeneratedDocs;
import java.io.IOException;
import java.util.List;

/** The table of faults in the docs, of which each test has its row. */
final class FaultsTable {
  private FaultsTable() {}

  /** Checks that the docs say of a fault what was found after it, or writes it there. */
  static void assertRow(String fault, List<String> found) throws IOException {
    GeneratedDocs.assertRow(GeneratedDocs.page("faults.md"), "faults", fault, found);
  }
}
