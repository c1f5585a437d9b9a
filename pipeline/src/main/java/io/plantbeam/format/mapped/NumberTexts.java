package io.plantbeam.format.mapped;

import com.fasterxml.jackson.core.io.NumberInput;
import java.util.Arrays;

/** Numbers that messages write as texts: decimal ones, blanks around them allowed. */
final class NumberTexts {
  private static final int MAX_LENGTH = 40;

  private NumberTexts() {}

  /**
   * The number that a text is; NaN where it is none.
   *
   * @param decimalMark what stands before the decimals
   */
  static double parse(char[] characters, int offset, int length, char decimalMark) {
    int from = offset;
    int to = offset + length;
    while (from < to && characters[from] <= ' ') {
      from++;
    }
    while (to > from && characters[to - 1] <= ' ') {
      to--;
    }
    if (from == to || to - from > MAX_LENGTH) {
      return Double.NaN;
    }
    char[] plain = characters;
    for (int i = from; i < to; i++) {
      char character = characters[i];
      if (character == decimalMark && decimalMark != '.') {
        plain = plain == characters ? Arrays.copyOf(characters, to) : plain;
        plain[i] = '.';
      } else if (!isPartOfNumber(character) || (character == '.' && decimalMark != '.')) {
        return Double.NaN;
      }
    }
    try {
      return NumberInput.parseDouble(new String(plain, from, to - from), true);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static boolean isPartOfNumber(char character) {
    return (character >= '0' && character <= '9')
        || character == '.'
        || character == '-'
        || character == '+'
        || character == 'e'
        || character == 'E';
  }
}
