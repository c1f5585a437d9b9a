package io.plantbeam.tools.alerts;

import io.plantbeam.config.InvalidOptionsException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * The lines of NDJSON files, in the order of their names. Blank lines are none; a file whose name
 * ends in {@code .gz} is unpacked.
 *
 * @param option that names the files
 * @param pattern as the job's own {@code --inputFiles}
 */
record FileLines(String option, String pattern) implements LineSource {

  @Override
  public void read(BiConsumer<String, byte[]> lines) throws IOException {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    for (MatchResult.Metadata file : files()) {
      String name = file.resourceId().toString();
      try (InputStream raw = Channels.newInputStream(FileSystems.open(file.resourceId()));
          InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
        read(name, new BufferedInputStream(in, 1 << 16), lines);
      }
    }
  }

  private List<MatchResult.Metadata> files() throws IOException {
    List<MatchResult.Metadata> files;
    try {
      files = FileSystems.match(pattern, EmptyMatchTreatment.DISALLOW).metadata();
    } catch (FileNotFoundException | IllegalArgumentException e) {
      throw new InvalidOptionsException(
          List.of("--%s=%s: there is no such file.".formatted(option, pattern)));
    }
    return files.stream().sorted(Comparator.comparing(f -> f.resourceId().toString())).toList();
  }

  private static void read(String name, InputStream in, BiConsumer<String, byte[]> lines)
      throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long number = 1;
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        hand(name, number, line, lines);
        number++;
      } else {
        line.write(b);
      }
    }
    hand(name, number, line, lines);
  }

  private static void hand(
      String name, long number, ByteArrayOutputStream line, BiConsumer<String, byte[]> lines) {
    byte[] bytes = line.toByteArray();
    line.reset();
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r') {
        lines.accept("%s, line %d".formatted(name, number), bytes);
        return;
      }
    }
  }
}
