package io.plantbeam.config;

import java.util.List;

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

  private static String joined(List<?> words, String last) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      out.append(i == 0 ? "" : i == words.size() - 1 ? last : ", ").append(words.get(i));
    }
    return out.toString();
  }
}
