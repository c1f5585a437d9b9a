package io.plantbeam.registry;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, a sentence each, up to a number of them. */
final class Problems {
  private final int limit;
  private final List<String> sentences = new ArrayList<>();

  Problems(int limit) {
    this.limit = limit;
  }

  void add(String sentence) {
    if (!isFull()) {
      sentences.add(sentence);
    }
  }

  int size() {
    return sentences.size();
  }

  /** Whether it takes no more, so that nothing is gained by looking for others. */
  boolean isFull() {
    return sentences.size() >= limit;
  }

  /** A library's message as the end of a sentence: on one line, and without a full stop. */
  static String clause(Exception e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\.$", "");
  }

  List<String> sentences() {
    return List.copyOf(sentences);
  }
}
