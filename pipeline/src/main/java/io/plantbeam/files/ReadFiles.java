package io.plantbeam.files;

import io.plantbeam.config.LocalFiles;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.RawMessage;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * The lines of files, plain or gzip ({@code .gz}), each as one message, several messages together.
 *
 * <p>The files are looked up when the pipeline is built. Plain files are cut into ranges that are
 * read in parallel, a gzip file is read by one worker. Blank lines and a byte order mark at a
 * file's start are passed over; a message's position is the byte of the uncompressed file at which
 * its line begins. All elements have the least timestamp, and the collection is bounded.
 *
 * <p>A file that breaks off fails its bundle with a {@link BrokenInputException}.
 */
public final class ReadFiles extends PTransform<PBegin, PCollection<List<RawMessage>>> {
  private static final long RANGE_BYTES = 16L << 20;

  private final String glob;
  private final long rangeBytes;
  private final int maxLineBytes;

  private ReadFiles(String glob, long rangeBytes, int maxLineBytes) {
    this.glob = glob;
    this.rangeBytes = rangeBytes;
    this.maxLineBytes = maxLineBytes;
  }

  /**
   * Reads the files that a glob names.
   *
   * @param glob a path or pattern of any file system that Beam knows
   * @throws UnusableInputException when applied, if it names no readable file
   */
  public static ReadFiles from(String glob) {
    return new ReadFiles(glob, RANGE_BYTES, RawMessage.MAX_PAYLOAD_BYTES);
  }

  /** The bytes of the longest line that is kept whole. */
  public ReadFiles withLinesOfUpTo(int bytes) {
    return new ReadFiles(glob, rangeBytes, bytes);
  }

  ReadFiles inRangesOf(long bytes) {
    return new ReadFiles(glob, bytes, maxLineBytes);
  }

  /**
   * Checks that the glob names at least one readable file.
   *
   * @throws UnusableInputException with a sentence that says what is wrong
   */
  public static void check(String glob) {
    match(glob);
  }

  /**
   * The directories in which the files of a glob are, each with a separator at its end.
   *
   * @throws UnusableInputException if it names no readable file
   */
  public static Set<String> directories(String glob) {
    return match(glob).stream()
        .map(file -> file.resourceId().getCurrentDirectory().toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public PCollection<List<RawMessage>> expand(PBegin input) {
    return input
        .apply("Ranges", Create.of(ranges()).withCoder(FileRange.RangeCoder.INSTANCE))
        .apply("Distribute", Reshuffle.viaRandomKey())
        .apply("ReadLines", ParDo.of(new ReadLines(maxLineBytes)))
        .setCoder(RawMessage.MessageCoder.LIST);
  }

  private List<FileRange> ranges() {
    List<FileRange> ranges = new ArrayList<>();
    for (MatchResult.Metadata file : match(glob)) {
      String name = file.resourceId().toString();
      boolean gzipped = name.toLowerCase(Locale.ROOT).endsWith(".gz");
      if (gzipped || !file.isReadSeekEfficient()) {
        ranges.add(new FileRange(name, 0, Long.MAX_VALUE, gzipped));
        continue;
      }
      for (long start = 0; start < file.sizeBytes(); start += rangeBytes) {
        long end = Math.min(start + rangeBytes, file.sizeBytes());
        ranges.add(new FileRange(name, start, end, false));
      }
    }
    return ranges;
  }

  private static List<MatchResult.Metadata> match(String glob) {
    List<MatchResult.Metadata> found;
    try {
      found =
          LocalFiles.isMissing(glob)
              ? List.of()
              : FileSystems.match(glob, EmptyMatchTreatment.ALLOW).metadata();
    } catch (IOException | IllegalArgumentException e) {
      throw new UnusableInputException(
          "--inputFiles=%s: cannot be looked up: %s".formatted(glob, e.getMessage()), e);
    }
    List<MatchResult.Metadata> files = new ArrayList<>();
    boolean directory = false;
    for (MatchResult.Metadata match : found) {
      Path path = localPath(match);
      if (match.resourceId().isDirectory() || (path != null && Files.isDirectory(path))) {
        directory = true;
      } else if (path != null && !Files.isReadable(path)) {
        throw new UnusableInputException(
            "--inputFiles=%s: %s may not be read by this user".formatted(glob, path));
      } else {
        files.add(match);
      }
    }
    if (files.isEmpty()) {
      throw new UnusableInputException(
          directory
              ? "--inputFiles=%s: is a directory without a pattern; give a glob such as %s/*.ndjson"
                  .formatted(glob, glob.endsWith("/") ? glob.substring(0, glob.length() - 1) : glob)
              : "--inputFiles=%s: matches no file; give a path or a glob such as /data/*.ndjson"
                  .formatted(glob));
    }
    return files;
  }

  private static Path localPath(MatchResult.Metadata match) {
    if (!match.resourceId().getScheme().equals("file")) {
      return null;
    }
    try {
      return Path.of(match.resourceId().toString());
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** Reads the lines that begin in a range. */
  static final class ReadLines extends DoFn<FileRange, List<RawMessage>> {
    private final int maxLineBytes;
    private transient LineReader lines;

    private ReadLines(int maxLineBytes) {
      this.maxLineBytes = maxLineBytes;
    }

    @Setup
    public void setup() {
      lines = new LineReader(maxLineBytes);
    }

    @ProcessElement
    public void read(@Element FileRange range, OutputReceiver<List<RawMessage>> out)
        throws IOException {
      Origin origin = Origin.ofFile(range.file());
      List<RawMessage> together = new ArrayList<>();
      long bytes = 0;
      try (ReadableByteChannel channel = open(range)) {
        if (range.start() > 0) {
          // A line begins at the range's start only if the byte before ends another.
          ((SeekableByteChannel) channel).position(range.start() - 1);
          lines.open(channel, range.start() - 1);
          lines.skipLine();
        } else {
          lines.open(channel, 0);
        }
        while (lines.next(range.end())) {
          RawMessage message =
              new RawMessage(
                  lines.payload(),
                  lines.length(),
                  new MessagePosition(origin, lines.offset()),
                  RawMessage.NO_ARRIVAL);
          together.add(message);
          bytes += message.payload().length;
          if (together.size() == RawMessage.MAX_TOGETHER
              || bytes >= RawMessage.MAX_BYTES_TOGETHER) {
            out.output(together);
            together = new ArrayList<>();
            bytes = 0;
          }
        }
        if (!together.isEmpty()) {
          out.output(together);
        }
      } catch (BrokenInputException e) {
        throw e;
      } catch (IOException e) {
        throw new BrokenInputException(
            "%s breaks off at byte %d%s: %s"
                .formatted(
                    range.file(),
                    lines.position(),
                    range.gzipped() ? " of its uncompressed text" : "",
                    e.getMessage()),
            e);
      }
    }

    private static ReadableByteChannel open(FileRange range) throws BrokenInputException {
      try {
        ReadableByteChannel channel =
            FileSystems.open(FileSystems.matchNewResource(range.file(), false));
        return range.gzipped() ? new GzipChannel(channel) : channel;
      } catch (IOException e) {
        throw new BrokenInputException(
            "%s cannot be opened: %s".formatted(range.file(), e.getMessage()), e);
      }
    }
  }
}
