package io.plantbeam.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.plantbeam.model.RawMessage;
import io.plantbeam.parse.CsvLayout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rows of a CSV file, each a message: a JSON object of the columns' texts, null for an empty
 * cell. A message's offset is the byte at which its row begins.
 *
 * <p>A row that cannot be used is a message as it stands in the file, which no JSON is: one with
 * more or fewer cells than the header, with a broken quote, or that is not in the encoding. That is
 * its first line alone, because a stray quote makes one row of many.
 */
final class CsvMessages implements MessageReader {
  private static final JsonFactory JSON = new JsonFactory();
  private static final char[] SEPARATORS = {',', ';', '\t', '|'};

  /** A line by which a file tells Excel its separator. */
  private static final Pattern EXCEL = Pattern.compile("(?i)\"?sep=(.)\"?");

  /** More lines than a cell has; behind a quote that is never closed all others would be lost. */
  private static final int MOST_LINES = 100;

  private final MessageReader lines;
  private final CsvLayout layout;
  private final Charset charset;
  private final int maxBytes;
  private final Deque<Line> pushedBack = new ArrayDeque<>();
  private final ByteArrayOutputStream json = new ByteArrayOutputStream();
  private CsvCells cells;
  private List<String> columns;
  private byte[] payload;
  private long length;
  private long offset;

  @SuppressWarnings("ArrayRecordComponent")
  private record Line(byte[] bytes, long length, long offset) {
    boolean isCut() {
      return bytes.length < length;
    }
  }

  /**
   * @param lines of the file, from its beginning
   * @param encoding of the lines, which come in UTF-8 unless it is UTF-8 itself
   * @param maxBytes of the longest message that is kept whole
   */
  CsvMessages(MessageReader lines, TextEncoding encoding, CsvLayout layout, int maxBytes) {
    this.lines = lines;
    this.layout = layout;
    this.maxBytes = maxBytes;
    this.charset =
        encoding == TextEncoding.UTF_8
            ? Charset.forName(layout.encoding())
            : StandardCharsets.UTF_8;
  }

  @Override
  public boolean next() throws IOException {
    if (columns == null && !readHeader()) {
      return false;
    }
    Line line = nextLine();
    if (line == null) {
      return false;
    }
    offset = line.offset();
    if (cut(line)) {
      payload = object();
      length = payload.length;
      if (length > maxBytes) {
        payload = Arrays.copyOf(payload, RawMessage.KEPT_BYTES);
      }
    } else {
      payload = line.bytes();
      length = line.length();
    }
    return true;
  }

  /** Cuts the row that begins with a line into a cell for each column; false if it has others. */
  private boolean cut(Line first) throws IOException {
    String row = text(first);
    if (row == null) {
      return false;
    }
    List<Line> behind = new ArrayList<>();
    CsvCells.Result result = cells.cut(row);
    while (result == CsvCells.Result.OPEN
        && behind.size() < MOST_LINES
        && row.length() < maxBytes) {
      Line line = nextLine();
      if (line == null) {
        break;
      }
      behind.add(line);
      String text = text(line);
      if (text == null) {
        break;
      }
      row += "\n" + text;
      result = cells.cut(row);
    }
    if (result == CsvCells.Result.WHOLE && hasACellForEachColumn()) {
      return true;
    }
    // The line alone is at fault; those behind it are rows of their own.
    for (int i = behind.size() - 1; i >= 0; i--) {
      pushedBack.push(behind.get(i));
    }
    return false;
  }

  private boolean hasACellForEachColumn() {
    if (columns == null) {
      return true;
    }
    List<String> found = cells.cells();
    // Some programs end each row, but not the header, with a separator.
    while (found.size() > columns.size() && found.get(found.size() - 1).isEmpty()) {
      found.remove(found.size() - 1);
    }
    return found.size() == columns.size();
  }

  private boolean readHeader() throws IOException {
    Character separator = layout.separator();
    for (int i = 0; i < layout.skippedLines(); i++) {
      if (nextLine() == null) {
        return false;
      }
    }
    Line first = nextLine();
    if (first == null) {
      return false;
    }
    String text = text(first);
    Matcher excel = EXCEL.matcher(text == null ? "" : text.strip());
    if (excel.matches()) {
      separator = separator == null ? Character.valueOf(excel.group(1).charAt(0)) : separator;
      first = nextLine();
      text = first == null ? null : text(first);
    }
    if (first == null) {
      return false;
    }
    if (text == null) {
      throw new IOException("its header is not in " + charset.name());
    }
    cells = new CsvCells(separator == null ? bestSeparator(text) : separator, layout.quote());
    if (!layout.columns().isEmpty()) {
      columns = layout.columns();
      pushedBack.push(first);
      return true;
    }
    if (!cut(first)) {
      throw new IOException("its header has a quote that is broken or not closed");
    }
    columns = names(cells.cells());
    return true;
  }

  private char bestSeparator(String header) {
    char best = SEPARATORS[0];
    int most = 0;
    for (char separator : SEPARATORS) {
      CsvCells candidate = new CsvCells(separator, layout.quote());
      candidate.cut(header);
      if (candidate.cells().size() > most) {
        most = candidate.cells().size();
        best = separator;
      }
    }
    return best;
  }

  /** The header's names. One that is missing is {@code column 3}, one that repeats has a number. */
  private static List<String> names(List<String> header) {
    List<String> names = new ArrayList<>();
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i).isEmpty() ? "column " + (i + 1) : header.get(i);
      int count = counts.merge(name, 1, Integer::sum);
      names.add(count == 1 ? name : name + " (" + count + ")");
    }
    return names;
  }

  private Line nextLine() throws IOException {
    if (!pushedBack.isEmpty()) {
      return pushedBack.pop();
    }
    return lines.next() ? new Line(lines.payload(), lines.length(), lines.offset()) : null;
  }

  /** A line's text; null where it is cut or not in the encoding. */
  private String text(Line line) {
    if (line.isCut()) {
      return null;
    }
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(line.bytes())).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private byte[] object() throws IOException {
    json.reset();
    try (JsonGenerator out = JSON.createGenerator(json)) {
      out.writeStartObject();
      for (int i = 0; i < columns.size(); i++) {
        out.writeFieldName(columns.get(i));
        String cell = cells.cells().get(i);
        if (cell.isEmpty()) {
          out.writeNull();
        } else {
          out.writeString(cell);
        }
      }
      out.writeEndObject();
    }
    return json.toByteArray();
  }

  @Override
  public byte[] payload() {
    return payload;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public long offset() {
    return offset;
  }

  @Override
  public String progress() {
    return lines.progress();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
