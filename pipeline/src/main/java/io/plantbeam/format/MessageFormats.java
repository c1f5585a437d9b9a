package io.plantbeam.format;

import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.MessageSettings;
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
   * @param make makes the format of what options say of messages
   */
  public record Type(String name, Function<MessageSettings, MessageFormat> make) {

    /** The format of messages of which options say this. */
    public MessageFormat with(MessageSettings settings) {
      return make.apply(settings);
    }
  }
}
