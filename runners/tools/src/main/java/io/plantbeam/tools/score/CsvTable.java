package io.plantbeam.tools.score;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A CSV file of a benchmark: a header, and rows of a local date and time and of numbers. */
final class CsvTable {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter();

  private final Path file;
  private final List<String> header;
  private final List<CSVRecord> rows;

  private CsvTable(Path file, List<String> header, List<CSVRecord> rows) {
    this.file = file;
    this.header = header;
    this.rows = rows;
  }

  /**
   * Reads a whole file.
   *
   * @throws DatasetException where it cannot be read, is empty, or has a row of another length
   */
  static CsvTable read(Path file, char delimiter) {
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setDelimiter(delimiter).setIgnoreEmptyLines(true).get();
    List<CSVRecord> records;
    try (BufferedReader reader = Files.newBufferedReader(file);
        CSVParser parser = format.parse(reader)) {
      records = parser.getRecords();
    } catch (NoSuchFileException e) {
      throw new DatasetException(file + ": there is no such file.", e);
    } catch (UncheckedIOException | IOException e) {
      throw new DatasetException("%s cannot be read as CSV: %s".formatted(file, e.getMessage()), e);
    }
    if (records.size() < 2) {
      throw new DatasetException(file + " has no rows; needed are a header and readings.");
    }
    List<String> header = records.get(0).toList();
    List<CSVRecord> rows = records.subList(1, records.size());
    for (CSVRecord row : rows) {
      if (row.size() != header.size()) {
        throw new DatasetException(
            "%s, record %d has %d fields; the header has %d."
                .formatted(file, row.getRecordNumber(), row.size(), header.size()));
      }
    }
    return new CsvTable(file, header, rows);
  }

  List<String> header() {
    return header;
  }

  int rows() {
    return rows.size();
  }

  /**
   * The index of a column.
   *
   * @throws DatasetException where there is none of that name
   */
  int column(String name) {
    int index = header.indexOf(name);
    if (index < 0) {
      throw new DatasetException(
          "%s has no column '%s'; its columns are %s."
              .formatted(file, name, String.join(", ", header)));
    }
    return index;
  }

  /** A field as it is in the file. */
  String text(int row, int column) {
    return rows.get(row).get(column);
  }

  /** A column of times, as epoch milliseconds; the benchmarks name no zone, so UTC is taken. */
  long[] times(int column) {
    long[] times = new long[rows.size()];
    for (int i = 0; i < times.length; i++) {
      String text = rows.get(i).get(column);
      try {
        times[i] = millis(text);
      } catch (DateTimeParseException e) {
        throw problem(i, text, "is not a time such as 2026-01-31 23:59:00", e);
      }
    }
    return times;
  }

  /** A column of finite numbers. */
  double[] numbers(int column) {
    double[] numbers = new double[rows.size()];
    for (int i = 0; i < numbers.length; i++) {
      String text = rows.get(i).get(column);
      try {
        numbers[i] = Double.parseDouble(text);
      } catch (NumberFormatException e) {
        throw problem(i, text, "is not a number", e);
      }
      if (!Double.isFinite(numbers[i])) {
        throw problem(i, text, "is not a finite number", null);
      }
    }
    return numbers;
  }

  private DatasetException problem(int row, String text, String what, Throwable cause) {
    return new DatasetException(
        "%s, record %d: '%s' %s.".formatted(file, rows.get(row).getRecordNumber(), text, what),
        cause);
  }

  /** A local date and time, in UTC. */
  static long millis(String text) {
    return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC).toEpochMilli();
  }
}
