package io.plantbeam.format;

import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.SensorTypes;
import io.plantbeam.parse.json.JsonFormat;
import java.util.List;
import java.util.function.Function;

/** The formats that messages can have. */
public final class MessageFormats {
  /** One JSON object per message. */
  public static final Type JSON = new Type(JsonFormat.NAME, JsonFormat::with);

  /** All of them, in the order in which they are listed to users. */
  public static final List<Type> ALL = List.of(JSON);

  private MessageFormats() {}

  /**
   * A format that a job can be launched with.
   *
   * @param name what options call it
   * @param make makes the format that knows these sensor types
   */
  public record Type(String name, Function<SensorTypes, MessageFormat> make) {

    /** The format of messages whose measures are those of these sensor types. */
    public MessageFormat with(SensorTypes types) {
      return make.apply(types);
    }
  }
}
