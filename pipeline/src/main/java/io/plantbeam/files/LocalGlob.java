package io.plantbeam.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The local files that a glob names. Java's own listing, which Beam uses, passes over what it
 * cannot name, enter or follow; here each such thing that the glob may mean is a problem.
 *
 * <p>The patterns are those of {@link java.nio.file.FileSystem#getPathMatcher}. Only directories
 * are entered in which something can match.
 */
final class LocalGlob {
  private static final Pattern BRACES = Pattern.compile("(?<!\\\\)\\{([^{}]*)\\}");
  private static final Pattern WILDCARD = Pattern.compile("[*?\\[\\]{}\\\\]");

  private final Listing listing;
  private final Map<Path, InputFile> files = new TreeMap<>();
  private final Set<String> problems = new LinkedHashSet<>();
  private boolean directory;

  LocalGlob() {
    this(Files::newDirectoryStream);
  }

  LocalGlob(Listing listing) {
    this.listing = listing;
  }

  /**
   * Looks up what a path or pattern names.
   *
   * @throws IllegalArgumentException if it is not a pattern
   */
  void find(String glob) {
    if (isThere(glob)) {
      take(Path.of(glob), true);
      return;
    }
    for (String pattern : alternatives(glob)) {
      List<String> parts = new ArrayList<>(List.of(pattern.split("/+")));
      parts.removeIf(String::isEmpty);
      find(Path.of(pattern.startsWith("/") ? "/" : "").toAbsolutePath(), parts);
    }
  }

  /** The files, in the order of their paths. */
  Collection<InputFile> files() {
    return files.values();
  }

  /** What is meant and cannot be read, each as a sentence that the option may stand before. */
  Collection<String> problems() {
    return problems;
  }

  /** Whether a directory is named, and not what is in it. */
  boolean isDirectory() {
    return directory;
  }

  private static boolean isThere(String glob) {
    try {
      return Files.exists(Path.of(glob), LinkOption.NOFOLLOW_LINKS);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** A pattern for each of what is in braces: a slash there parts directories too. */
  private static List<String> alternatives(String glob) {
    Matcher braces = BRACES.matcher(glob);
    if (!braces.find()) {
      return List.of(glob);
    }
    List<String> patterns = new ArrayList<>();
    for (String alternative : braces.group(1).split(",", -1)) {
      patterns.addAll(
          alternatives(
              glob.substring(0, braces.start()) + alternative + glob.substring(braces.end())));
    }
    return patterns;
  }

  private void find(Path folder, List<String> parts) {
    if (parts.isEmpty()) {
      directory = true;
      return;
    }
    String part = parts.get(0);
    List<String> rest = parts.subList(1, parts.size());
    if (part.contains("**")) {
      walk(folder, folder, matcher(String.join("/", parts)), Set.of());
    } else if (WILDCARD.matcher(part).find()) {
      PathMatcher matcher = matcher(part);
      for (Path path : list(folder)) {
        if (matcher.matches(path.getFileName())) {
          follow(path, rest, false);
        }
      }
    } else if (isNamed(folder, part)) {
      follow(folder.resolve(part), rest, true);
    } else if (part.chars().anyMatch(character -> character >= 0x80)) {
      // Java may have lost bytes of the name on its way here, as it has of those in the listing.
      for (Path path : list(folder)) {
        if (path.getFileName().toString().equals(part)) {
          follow(path, rest, true);
        }
      }
    }
  }

  private boolean isNamed(Path folder, String name) {
    Path path;
    try {
      path = folder.resolve(name);
      Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return true;
    } catch (NoSuchFileException | InvalidPathException e) {
      return false;
    } catch (AccessDeniedException e) {
      problems.add(mayNotBeEntered(folder));
      return false;
    } catch (IOException e) {
      problems.add(FileName.of(folder) + "/" + name + " cannot be reached: " + reason(e));
      return false;
    }
  }

  private void follow(Path path, List<String> rest, boolean named) {
    if (rest.isEmpty()) {
      take(path, named);
      return;
    }
    BasicFileAttributes attributes = attributes(path);
    if (attributes != null && attributes.isDirectory()) {
      find(path, rest);
    }
  }

  /** Takes what matches below a directory, however deep. A link that leads back is not followed. */
  private void walk(Path folder, Path top, PathMatcher matcher, Set<Object> above) {
    for (Path path : list(folder)) {
      BasicFileAttributes attributes = attributes(path);
      if (attributes == null) {
        continue;
      }
      if (!attributes.isDirectory()) {
        if (matcher.matches(top.relativize(path))) {
          take(path, false);
        }
      } else if (!above.contains(attributes.fileKey())) {
        Set<Object> here = new HashSet<>(above);
        here.add(attributes.fileKey());
        walk(path, top, matcher, here);
      }
    }
  }

  private void take(Path path, boolean named) {
    BasicFileAttributes attributes = attributes(path);
    if (attributes == null) {
      return;
    }
    if (attributes.isDirectory()) {
      directory |= named;
    } else if (!Files.isReadable(path)) {
      problems.add(FileName.of(path) + " may not be read by this user");
    } else {
      InputFile file =
          attributes.isRegularFile()
              ? InputFile.local(path, attributes.size(), attributes.lastModifiedTime().toMillis())
              : InputFile.pipe(path);
      files.put(path.toAbsolutePath().normalize(), file);
    }
  }

  private List<Path> list(Path folder) {
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> found = listing.list(folder)) {
      found.forEach(paths::add);
    } catch (AccessDeniedException e) {
      problems.add(mayNotBeEntered(folder));
    } catch (IOException e) {
      problems.add(FileName.of(folder) + " cannot be listed: " + reason(e));
    } catch (DirectoryIteratorException e) {
      problems.add(FileName.of(folder) + " cannot be listed: " + reason(e.getCause()));
    }
    paths.sort(null);
    return paths;
  }

  /** What a path leads to; null, and a problem, where that cannot be found out. */
  private BasicFileAttributes attributes(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class);
    } catch (IOException e) {
      problems.add(problem(path, e));
      return null;
    }
  }

  private static String problem(Path path, IOException failure) {
    if (Files.isSymbolicLink(path)) {
      String what =
          failure instanceof NoSuchFileException
              ? "which is not there"
              : "which cannot be reached: " + reason(failure);
      return "%s is a link to %s, %s".formatted(FileName.of(path), target(path), what);
    }
    return failure instanceof AccessDeniedException
        ? mayNotBeEntered(path.toAbsolutePath().getParent())
        : "%s cannot be reached: %s".formatted(FileName.of(path), reason(failure));
  }

  private static String target(Path link) {
    try {
      return FileName.of(link.toAbsolutePath().resolveSibling(Files.readSymbolicLink(link)));
    } catch (IOException e) {
      return "somewhere";
    }
  }

  private static String mayNotBeEntered(Path folder) {
    return "the directory %s may not be entered by this user".formatted(FileName.of(folder));
  }

  private static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "this user may not";
    }
    if (failure instanceof NoSuchFileException) {
      return "it is gone";
    }
    return failure instanceof FileSystemException known && known.getReason() != null
        ? known.getReason()
        : failure.toString();
  }

  private static PathMatcher matcher(String pattern) {
    return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
  }

  /** Gives what is in a directory. */
  @FunctionalInterface
  interface Listing {
    DirectoryStream<Path> list(Path folder) throws IOException;
  }
}
