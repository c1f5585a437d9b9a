package io.plantbeam.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.servers.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parts of the docs that tests compare with what they know, between {@code <!-- generated: NAME
 * -->} and {@code <!-- end -->}. With {@code -Dplantbeam.docs.write=true} they are written.
 */
public final class GeneratedDocs {
  private static final Path ROOT = Checkout.root();

  private GeneratedDocs() {}

  /** A page of {@code docs/}. */
  public static Path page(String name) {
    return ROOT.resolve("docs").resolve(name);
  }

  /** Checks a whole part of a page. */
  public static void assertBlock(Path page, String name, String expected) throws IOException {
    String text = Files.readString(page);
    Matcher block = block(page, name, text);
    if (isWriting()) {
      Files.writeString(
          page, text.substring(0, block.end(1)) + expected + text.substring(block.start(3)));
    } else {
      assertEquals(expected, block.group(2), () -> page + ", block " + name);
    }
  }

  /**
   * Checks the row of a table whose first cell has a text.
   *
   * @param cells the others
   */
  public static void assertRow(Path page, String name, String first, List<String> cells)
      throws IOException {
    String expected = "| %s | %s |\n".formatted(first, String.join(" | ", cells));
    String text = Files.readString(page);
    Matcher block = block(page, name, text);
    Matcher row =
        Pattern.compile("^\\| " + Pattern.quote(first) + " \\|.*\n", Pattern.MULTILINE)
            .matcher(text)
            .region(block.start(2), block.end(2));
    boolean found = row.find();
    if (isWriting()) {
      int begin = found ? row.start() : block.end(2);
      int end = found ? row.end() : block.end(2);
      Files.writeString(page, text.substring(0, begin) + expected + text.substring(end));
    } else {
      assertTrue(found, () -> page + ", block " + name + " has no row " + first);
      assertEquals(expected, row.group(), () -> page + ", block " + name);
    }
  }

  private static boolean isWriting() {
    return Boolean.getBoolean("plantbeam.docs.write");
  }

  private static Matcher block(Path page, String name, String text) {
    Matcher block =
        Pattern.compile("(<!-- generated: " + name + " -->\n)(.*?)(<!-- end -->)", Pattern.DOTALL)
            .matcher(text);
    assertTrue(block.find(), () -> page + " has no block 'generated: " + name + "'");
    return block;
  }
}
