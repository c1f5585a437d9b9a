package io.plantbeam.files;

import io.plantbeam.config.FileUris;
import io.plantbeam.stores.Stores;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;

/** Finds the files that {@code --inputFiles} names. */
final class FileLookup {
  private static final Pattern LOCAL = Pattern.compile("(?i)file:(?://(?=/))?");

  private FileLookup() {}

  /**
   * The files, at least one.
   *
   * @throws UnusableInputException if the glob names none, or something that cannot be read
   */
  static Collection<InputFile> find(String glob) {
    try {
      return FileUris.isLocal(glob)
          ? local(glob, LOCAL.matcher(glob).replaceFirst(""))
          : remote(glob);
    } catch (PatternSyntaxException e) {
      throw new UnusableInputException(
          "--inputFiles=%s: is not a pattern: %s".formatted(glob, e.getDescription()), e);
    } catch (IOException | IllegalArgumentException e) {
      if (e instanceof UnusableInputException known) {
        throw known;
      }
      throw new UnusableInputException(
          "--inputFiles=%s: cannot be looked up: %s".formatted(glob, e.getMessage()), e);
    }
  }

  private static Collection<InputFile> local(String glob, String path) {
    LocalGlob found = new LocalGlob();
    found.find(path);
    if (!found.problems().isEmpty()) {
      int more = found.problems().size() - 1;
      throw new UnusableInputException(
          "--inputFiles=%s: %s%s"
              .formatted(
                  glob,
                  found.problems().iterator().next(),
                  more > 0 ? ", and %d more cannot be read".formatted(more) : ""));
    }
    if (found.files().isEmpty()) {
      throw found.isDirectory() ? directory(glob) : nothing(glob);
    }
    return found.files();
  }

  private static Collection<InputFile> remote(String glob) throws IOException {
    Stores.requireAnswer(glob);
    List<InputFile> files = new ArrayList<>();
    boolean directory = false;
    for (MatchResult.Metadata match :
        FileSystems.match(glob, EmptyMatchTreatment.ALLOW).metadata()) {
      if (match.resourceId().isDirectory()) {
        directory = true;
      } else {
        files.add(InputFile.of(match));
      }
    }
    if (files.isEmpty()) {
      throw directory ? directory(glob) : nothing(glob);
    }
    return files;
  }

  private static UnusableInputException directory(String glob) {
    return new UnusableInputException(
        "--inputFiles=%s: is a directory without a pattern; give a glob such as %s/*.ndjson"
            .formatted(glob, glob.endsWith("/") ? glob.substring(0, glob.length() - 1) : glob));
  }

  private static UnusableInputException nothing(String glob) {
    return new UnusableInputException(
        "--inputFiles=%s: matches no file; give a path or a glob such as /data/*.ndjson"
            .formatted(glob));
  }
}
