package io.plantbeam.files;

import io.plantbeam.job.SourceFile;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.RawMessage;
import io.plantbeam.parse.CsvLayout;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * The lines of text files, each as one message in UTF-8, and the rows of Parquet and CSV files,
 * each as a JSON object, several messages together.
 *
 * <p>The files are looked up when the pipeline is built. What they are says their beginning: plain
 * or compressed, in UTF-8 or in UTF-16 or UTF-32. Plain files are cut into ranges that are read in
 * parallel, a compressed file is read by one worker. Blank lines and byte order marks are passed
 * over; a message's position is the byte of the uncompressed file at which its line begins, or the
 * number of its row. All elements have the least timestamp, and the collection is bounded.
 *
 * <p>A file that breaks off fails its bundle with a {@link BrokenInputException}.
 */
public final class ReadFiles extends PTransform<PBegin, PCollection<List<RawMessage>>> {
  private static final long RANGE_BYTES = 16L << 20;
  private static final int MOST_SAMPLED = 10;

  private final String glob;
  private final long rangeBytes;
  private final int maxLineBytes;
  private final CsvLayout csv;

  private ReadFiles(String glob, long rangeBytes, int maxLineBytes, CsvLayout csv) {
    this.glob = glob;
    this.rangeBytes = rangeBytes;
    this.maxLineBytes = maxLineBytes;
    this.csv = csv;
  }

  /**
   * Reads the files that a glob names.
   *
   * @param glob a path or pattern of any file system that Beam knows
   * @throws UnusableInputException when applied, if it names no file, or one that cannot be read
   */
  public static ReadFiles from(String glob) {
    return new ReadFiles(glob, RANGE_BYTES, RawMessage.MAX_PAYLOAD_BYTES, null);
  }

  /** The bytes of the longest line that is kept whole. */
  public ReadFiles withLinesOfUpTo(int bytes) {
    return new ReadFiles(glob, rangeBytes, bytes, csv);
  }

  /**
   * Reads text files as CSV, each by one worker because its beginning has the header.
   *
   * @param layout null for a message per line
   */
  public ReadFiles withRowsOf(CsvLayout layout) {
    return new ReadFiles(glob, rangeBytes, maxLineBytes, layout);
  }

  ReadFiles inRangesOf(long bytes) {
    return new ReadFiles(glob, bytes, maxLineBytes, csv);
  }

  /**
   * Checks that the glob names at least one file, and none that cannot be read.
   *
   * @throws UnusableInputException with a sentence that says what is wrong
   */
  public static void check(String glob) {
    FileLookup.find(glob).forEach(file -> form(glob, file));
  }

  /**
   * The directories in which the files of a glob are, each with a separator at its end.
   *
   * @throws UnusableInputException if it names no readable file
   */
  public static Set<String> directories(String glob) {
    return FileLookup.find(glob).stream()
        .map(InputFile::directory)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The files of a glob, but for pipes, whose content is another each time.
   *
   * @throws UnusableInputException if it names no readable file
   */
  static List<SourceFile> files(String glob) {
    return FileLookup.find(glob).stream()
        .filter(file -> !file.isPipe())
        .map(file -> new SourceFile(file.name(), file.bytes(), file.modifiedMillis()))
        .toList();
  }

  /**
   * The first messages of the files, read here and now as a job would read them.
   *
   * @param count at most so many
   * @throws UnusableInputException if the pattern names no file, or one that cannot be read
   * @throws IOException if a file breaks off
   */
  public List<RawMessage> first(int count) throws IOException {
    List<RawMessage> first = new ArrayList<>();
    LineReader lines = new LineReader(maxLineBytes);
    for (FileRange range : ranges()) {
      if (first.size() >= count) {
        break;
      }
      addFirst(count - first.size(), range, lines, first);
    }
    return first;
  }

  /**
   * The first messages of some of the files, which lie evenly in their order.
   *
   * @param count of messages, at most so many in all
   * @throws UnusableInputException if the pattern names no file, or one that cannot be read
   * @throws IOException if a file breaks off
   */
  List<RawMessage> samples(int count) throws IOException {
    List<RawMessage> samples = new ArrayList<>();
    LineReader lines = new LineReader(maxLineBytes);
    List<FileRange> ranges = ranges();
    int files = Math.min(MOST_SAMPLED, ranges.size());
    for (int i = 0; i < files; i++) {
      FileRange range = ranges.get((int) ((long) i * ranges.size() / files));
      addFirst(Math.max(1, count / files), range, lines, samples);
    }
    return samples;
  }

  private void addFirst(int count, FileRange range, LineReader lines, List<RawMessage> first)
      throws IOException {
    try (MessageReader messages = open(range, lines, csv, maxLineBytes)) {
      for (int i = 0; i < count && messages.next(); i++) {
        first.add(message(Origin.ofFile(range.name()), messages));
      }
    }
  }

  private static RawMessage message(Origin origin, MessageReader messages) {
    return new RawMessage(
        messages.payload(),
        messages.length(),
        new MessagePosition(origin, messages.offset()),
        RawMessage.NO_ARRIVAL);
  }

  @Override
  public PCollection<List<RawMessage>> expand(PBegin input) {
    return input
        .apply("Ranges", Create.of(ranges()).withCoder(FileRange.RangeCoder.INSTANCE))
        .apply("Distribute", Reshuffle.viaRandomKey())
        .apply("ReadLines", ParDo.of(new ReadLines(maxLineBytes, csv)))
        .setCoder(RawMessage.MessageCoder.LIST);
  }

  private List<FileRange> ranges() {
    List<FileRange> ranges = new ArrayList<>();
    for (InputFile file : FileLookup.find(glob)) {
      FileForm form = form(glob, file);
      boolean ofRows = csv != null && form.content() == FileForm.Content.LINES;
      if (form.compression() != Compression.NONE || !file.seekable() || ofRows) {
        ranges.add(new FileRange(file.name(), file.location(), 0, Long.MAX_VALUE, form));
        continue;
      }
      int unit = form.encoding().unit();
      long size = (rangeBytes + unit - 1) / unit * unit;
      for (long start = 0; start < file.bytes(); start += size) {
        long end = Math.min(start + size, file.bytes());
        ranges.add(new FileRange(file.name(), file.location(), start, end, form));
      }
    }
    return ranges;
  }

  private static FileForm form(String glob, InputFile file) {
    try {
      return FileForm.of(file);
    } catch (UnusableInputException e) {
      throw new UnusableInputException("--inputFiles=%s: %s".formatted(glob, e.getMessage()), e);
    }
  }

  /** Reads the messages of a range. */
  static final class ReadLines extends DoFn<FileRange, List<RawMessage>> {
    private final int maxBytes;
    private final CsvLayout csv;
    private transient LineReader lines;

    private ReadLines(int maxBytes, CsvLayout csv) {
      this.maxBytes = maxBytes;
      this.csv = csv;
    }

    @Setup
    public void setup() {
      lines = new LineReader(maxBytes);
    }

    @ProcessElement
    public void read(@Element FileRange range, OutputReceiver<List<RawMessage>> out)
        throws IOException {
      Origin origin = Origin.ofFile(range.name());
      List<RawMessage> together = new ArrayList<>();
      long bytes = 0;
      String progress = "its beginning";
      try (MessageReader messages = open(range)) {
        try {
          while (messages.next()) {
            RawMessage message = message(origin, messages);
            together.add(message);
            bytes += message.payload().length;
            if (together.size() == RawMessage.MAX_TOGETHER
                || bytes >= RawMessage.MAX_BYTES_TOGETHER) {
              out.output(together);
              together = new ArrayList<>();
              bytes = 0;
            }
          }
        } finally {
          progress = messages.progress();
        }
        if (!together.isEmpty()) {
          out.output(together);
        }
      } catch (BrokenInputException e) {
        throw e;
      } catch (IOException e) {
        throw new BrokenInputException(
            "%s breaks off at %s: %s".formatted(range.name(), progress, e.getMessage()), e);
      }
    }

    private MessageReader open(FileRange range) throws IOException {
      return ReadFiles.open(range, lines, csv, maxBytes);
    }
  }

  private static MessageReader open(FileRange range, LineReader lines, CsvLayout csv, int maxBytes)
      throws IOException {
    ReadableByteChannel channel = channel(range);
    try {
      if (range.form().content() == FileForm.Content.PARQUET) {
        return new ParquetMessages(range, maxBytes, channel);
      }
      MessageReader text = new LineMessages(range, lines, channel);
      return csv == null ? text : new CsvMessages(text, range.form().encoding(), csv, maxBytes);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static ReadableByteChannel channel(FileRange range) throws BrokenInputException {
    try {
      return range.form().compression().decompress(InputFile.open(range.location()));
    } catch (IOException e) {
      throw new BrokenInputException(
          "%s cannot be opened: %s".formatted(range.name(), e.getMessage()), e);
    }
  }
}
