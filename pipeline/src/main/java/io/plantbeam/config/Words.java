package io.plantbeam.config;

import java.util.List;
import java.util.Locale;

/** Lists as they stand in sentences. */
public final class Words {
  private Words() {}

  /** {@code a, b or c}. */
  public static String either(List<?> words) {
    return joined(words, " or ");
  }

  /** {@code a, b and c}. */
  public static String all(List<?> words) {
    return joined(words, " and ");
  }

  /** {@code 1 file}, {@code 1,234 files}. */
  public static String counted(long number, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
  }

  private static String joined(List<?> words, String last) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      out.append(i == 0 ? "" : i == words.size() - 1 ? last : ", ").append(words.get(i));
    }
    return out.toString();
  }
}
