package io.plantbeam.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Finds the name that was meant by a mistyped one. */
public final class Suggestions {
  private static final int MOST = 3;

  private Suggestions() {}

  /**
   * The names that are fewest edits away, the case of letters aside, up to three of the same
   * distance; none where even they are too far to be meant: one edit in up to four letters, then
   * one more for each four.
   */
  public static List<String> closest(String mistyped, Collection<String> names) {
    int limit = 1 + mistyped.length() / 5;
    int least =
        names.stream().mapToInt(name -> distance(mistyped, name)).min().orElse(Integer.MAX_VALUE);
    return least > limit
        ? List.of()
        : names.stream().filter(name -> distance(mistyped, name) == least).limit(MOST).toList();
  }

  /** {@code ; did you mean a or b?}, or nothing. */
  public static String question(String prefix, List<String> closest) {
    return closest.isEmpty()
        ? ""
        : "; did you mean %s?"
            .formatted(Words.either(closest.stream().map(name -> prefix + name).toList()));
  }

  /**
   * Insertions, deletions, replacements and swaps of neighbours (optimal string alignment) that
   * make one of the other.
   */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best =
            Math.min(edits[i - 1][j - 1] + same, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        edits[i][j] = swapped ? Math.min(best, edits[i - 2][j - 2] + 1) : best;
      }
    }
    return edits[a.length()][b.length()];
  }
}
