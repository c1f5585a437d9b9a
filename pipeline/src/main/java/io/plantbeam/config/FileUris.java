package io.plantbeam.config;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;

/** How files are named: a path, a {@code file:} URI, or the URI of another file system. */
public final class FileUris {
  /** As Beam finds schemes; a drive's letter is none. */
  private static final Pattern SCHEME =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):/.*", Pattern.DOTALL);

  private FileUris() {}

  /** The scheme as it is written; empty where there is none. */
  public static Optional<String> scheme(String name) {
    Matcher matcher = SCHEME.matcher(name);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Whether it is a path or URI of this machine's files. */
  public static boolean isLocal(String name) {
    return scheme(name).map(scheme -> scheme.equalsIgnoreCase("file")).orElse(true);
  }

  /**
   * Whether it is a name that cannot be opened here.
   *
   * @return the end of a sentence
   */
  public static Optional<String> problem(String name) {
    String scheme = scheme(name).orElse("file");
    ObjectSchemes stores = ObjectSchemes.known();
    if (stores.all().contains(scheme)) {
      return stores.problem(name);
    }
    return isLocal(name) || isKnownToBeam(name)
        ? Optional.empty()
        : Optional.of("has a scheme that nothing here can open; " + allowed(scheme, stores));
  }

  private static String allowed(String scheme, ObjectSchemes stores) {
    return stores
        .meantBy(scheme.toLowerCase(Locale.ROOT))
        .map("did you mean %s://?"::formatted)
        .orElseGet(
            () ->
                "allowed are paths, file: and %s://".formatted(String.join("://, ", stores.all())));
  }

  /** Whether Beam has a file system for it, such as one of a JAR that was put beside this one. */
  public static boolean isKnownToBeam(String name) {
    try {
      FileSystems.matchNewResource(name, name.endsWith("/"));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
