package io.plantbeam.files;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The name of a local file for people, whatever the locale of the process is.
 *
 * <p>A file's name is bytes. Java makes characters of them by the locale, and loses those that the
 * locale does not have; of the path's URI the bytes can be had as they are.
 */
final class FileName {
  private FileName() {}

  /**
   * The absolute path: its bytes as UTF-8, and those that are not UTF-8 as {@code \xF6}. In such a
   * name a backslash is doubled.
   */
  static String of(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    String plain = absolute.toString();
    if (plain.chars().allMatch(character -> character < 0x80)) {
      return plain;
    }
    byte[] bytes = bytes(absolute);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return escaped(bytes);
    }
  }

  private static byte[] bytes(Path absolute) {
    String path = absolute.toUri().getRawPath();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(path.length());
    for (int i = 0; i < path.length(); i++) {
      char character = path.charAt(i);
      if (character == '%') {
        bytes.write(Integer.parseInt(path, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(character);
      }
    }
    return bytes.toByteArray();
  }

  private static String escaped(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    StringBuilder name = new StringBuilder();
    while (in.hasRemaining()) {
      CoderResult result = decoder.decode(in, out, true);
      name.append(out.flip().toString().replace("\\", "\\\\"));
      out.clear();
      decoder.reset();
      for (int i = 0; result.isError() && i < result.length(); i++) {
        name.append(String.format(Locale.ROOT, "\\x%02x", in.get() & 0xFF));
      }
    }
    return name.toString();
  }
}
