package io.plantbeam.format;

import io.plantbeam.format.mapped.MappedFormat;
import io.plantbeam.format.mapped.Presets;
import io.plantbeam.format.mapped.SenMlFormat;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.MessageSettings;
import io.plantbeam.parse.json.JsonFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The formats that messages can have. */
public final class MessageFormats {
  /** One JSON object per message. */
  public static final Type JSON = new Type(JsonFormat.NAME, JsonFormat::with);

  /** The same under the name that it has beside those of other systems. */
  public static final Type PLANTBEAM = new Type("plantbeam", JsonFormat::with);

  /** Packs of SenML. */
  public static final Type SENML = new Type(SenMlFormat.NAME, SenMlFormat::with);

  /** All of them, in the order in which they are listed to users. */
  public static final List<Type> ALL =
      Stream.of(Stream.of(JSON, PLANTBEAM, SENML), Presets.NAMES.stream().map(Type::ofPreset))
          .flatMap(types -> types)
          .toList();

  private MessageFormats() {}

  /**
   * A format that a job can be launched with.
   *
   * @param name what options call it
   * @param make makes the format of what options say of messages
   */
  public record Type(String name, Function<MessageSettings, MessageFormat> make) {

    private static Type ofPreset(String name) {
      return new Type(name, settings -> MappedFormat.preset(name, settings));
    }

    /** The format of messages of which options say this. */
    public MessageFormat with(MessageSettings settings) {
      return make.apply(settings);
    }
  }
}
