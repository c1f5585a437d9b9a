package io.plantbeam.tools.score;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.zip.GZIPInputStream;

/** A file of numbers between blanks, without a header, gzipped or not. */
final class NumberTable {
  private NumberTable() {}

  /**
   * Reads the columns of a file; one that has a column in each line is turned round.
   *
   * @param columns how many there must be
   * @return the columns, each with a number of every row
   * @throws DatasetException where the file cannot be read, or is no table of so many columns
   */
  static double[][] columns(Path file, int columns) {
    List<double[]> lines = lines(file);
    if (lines.isEmpty()) {
      throw new DatasetException(file + " has no rows.");
    }
    int width = lines.get(0).length;
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).length != width) {
        throw new DatasetException(
            "%s, line %d has %d numbers; the first one has %d."
                .formatted(file, i + 1, lines.get(i).length, width));
      }
    }
    if (width == columns) {
      return transposed(lines);
    }
    if (lines.size() == columns) {
      return lines.toArray(new double[0][]);
    }
    throw new DatasetException(
        "%s is a table of %d lines and %d numbers each; needed are %d numbers in each line, or %d lines."
            .formatted(file, lines.size(), width, columns, columns));
  }

  private static List<double[]> lines(Path file) {
    List<double[]> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (!line.isBlank()) {
          lines.add(numbers(file, number, line));
        }
      }
    } catch (IOException e) {
      throw new DatasetException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
    return lines;
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
  }

  private static double[] numbers(Path file, int line, String text) {
    StringTokenizer fields = new StringTokenizer(text);
    double[] numbers = new double[fields.countTokens()];
    for (int i = 0; i < numbers.length; i++) {
      String field = fields.nextToken();
      try {
        numbers[i] = Double.parseDouble(field);
      } catch (NumberFormatException e) {
        throw new DatasetException(
            "%s, line %d: '%s' is not a number.".formatted(file, line, field), e);
      }
      if (!Double.isFinite(numbers[i])) {
        throw new DatasetException(
            "%s, line %d: '%s' is not a finite number.".formatted(file, line, field));
      }
    }
    return numbers;
  }

  private static double[][] transposed(List<double[]> lines) {
    double[][] columns = new double[lines.get(0).length][lines.size()];
    for (int row = 0; row < lines.size(); row++) {
      for (int column = 0; column < columns.length; column++) {
        columns[column][row] = lines.get(row)[column];
      }
    }
    return columns;
  }
}
