package io.plantbeam;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links between the pages of the project lead to files and headings that exist. */
class DocumentationLinksTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern CODE_BLOCK =
      Pattern.compile("^```.*?^```$", Pattern.DOTALL | Pattern.MULTILINE);

  @Test
  void everyLinkLeadsToAFileAndAHeadingThatExist() throws IOException {
    List<String> broken;
    try (Stream<Path> inRoot = Files.list(ROOT);
        Stream<Path> inDocs = Files.walk(ROOT.resolve("docs"))) {
      broken =
          Stream.concat(inRoot, inDocs)
              .filter(file -> file.toString().endsWith(".md"))
              .sorted()
              .flatMap(DocumentationLinksTest::brokenLinks)
              .toList();
    }
    assertEquals(List.of(), broken);
  }

  private static Stream<String> brokenLinks(Path page) {
    return LINK.matcher(prose(page))
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.matches("[a-z]+:.*"))
        .filter(link -> !exists(page, URI.create(link)))
        .map(link -> ROOT.relativize(page) + ": " + link);
  }

  private static boolean exists(Path page, URI link) {
    Path target = link.getPath().isEmpty() ? page : page.resolveSibling(link.getPath()).normalize();
    return Files.exists(target)
        && (link.getFragment() == null || anchors(target).contains(link.getFragment()));
  }

  /** The anchors that Markdown viewers give to the headings of a page. */
  private static List<String> anchors(Path page) {
    return Pattern.compile("^#+ (.*)$", Pattern.MULTILINE)
        .matcher(prose(page))
        .results()
        .map((MatchResult heading) -> heading.group(1).toLowerCase(Locale.ROOT).strip())
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N}\\- _]", "").replace(' ', '-'))
        .toList();
  }

  private static String prose(Path page) {
    try {
      return CODE_BLOCK.matcher(Files.readString(page)).replaceAll("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
