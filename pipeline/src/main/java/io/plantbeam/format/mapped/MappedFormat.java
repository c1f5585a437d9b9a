package io.plantbeam.format.mapped;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.format.schema.SchemaRegistryCheck;
import io.plantbeam.model.RawMessage;
import io.plantbeam.parse.CsvLayout;
import io.plantbeam.parse.EventTimeExtractor;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.MessageSettings;
import io.plantbeam.preflight.Check;
import io.plantbeam.preflight.Checked;
import io.plantbeam.preflight.TriedFormat;
import java.io.IOException;
import java.util.List;

/** Messages of any shape, which a mapping file describes. */
public final class MappedFormat implements MessageFormat, Checked, TriedFormat {
  private static final long serialVersionUID = 1;

  private final MappingFile file;
  private final MessageSettings settings;
  private final boolean needsKeyAndHeaders;
  private final CsvLayout csv;

  private MappedFormat(MappingFile file, MessageSettings settings) {
    this.file = file;
    this.settings = settings;
    MappingReader reader = file.reader(settings.times());
    reader.read();
    this.needsKeyAndHeaders = reader.needsKeyAndHeaders();
    this.csv = reader.csv();
  }

  /** The format of a preset of {@link Presets#NAMES}. */
  public static MappedFormat preset(String name, MessageSettings settings) {
    return new MappedFormat(MappingFile.of("preset " + name, Presets.text(name)), settings);
  }

  /**
   * The format that a mapping file describes.
   *
   * @param source names the file in sentences
   * @throws InvalidOptionsException with a sentence for each thing that is wrong with it
   */
  public static MappedFormat of(String source, String text, MessageSettings settings) {
    return new MappedFormat(MappingFile.of(source, text), settings);
  }

  @Override
  public EventTimeExtractor eventTimes() {
    return new MappedEventTimes(file, settings.times());
  }

  @Override
  public boolean needsKeyAndHeaders() {
    return needsKeyAndHeaders;
  }

  @Override
  public CsvLayout csv() {
    return csv;
  }

  @Override
  public List<Check> checks() {
    return file.registry() == null ? List.of() : List.of(SchemaRegistryCheck.of(file.registry()));
  }

  @Override
  public List<String> problemsWith(List<RawMessage> messages) throws IOException {
    return new MappingTrial(file.reader(settings.times()).read())
        .problems(messages).stream().map(problem -> file.source() + ": " + problem).toList();
  }

  @Override
  public Parser open() {
    return new MappedParser(file.reader(settings.times()).read(), settings);
  }
}
