package io.plantbeam.tools.score;

/** Rows of a recording that follow each other, both ends included, counted from 0. */
record RowRange(int first, int last) {
  int length() {
    return last - first + 1;
  }

  boolean contains(int row) {
    return first <= row && row <= last;
  }
}
