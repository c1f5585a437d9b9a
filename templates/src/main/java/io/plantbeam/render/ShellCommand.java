package io.plantbeam.render;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A command line for a POSIX shell, in which every word reaches the program as it is, whatever
 * characters it has.
 */
final class ShellCommand {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
  private static final Pattern OPTION = Pattern.compile("(--[A-Za-z0-9_.-]+=)(.*)", Pattern.DOTALL);

  private final List<String> lines = new ArrayList<>();

  /** Adds words that stand on one line. */
  ShellCommand line(String... words) {
    lines.add(List.of(words).stream().map(ShellCommand::quoted).collect(Collectors.joining(" ")));
    return this;
  }

  /** Adds words with a line each. */
  ShellCommand lines(List<String> words) {
    words.forEach(this::line);
    return this;
  }

  /** Adds a word that ends in the value that a variable of the shell has then. */
  ShellCommand expanded(String prefix, String variable) {
    lines.add(prefix + "\"$" + variable + "\"");
    return this;
  }

  /** The command, its lines continued by backslashes. */
  @Override
  public String toString() {
    return String.join(" \\\n  ", lines) + "\n";
  }

  private static String quoted(String word) {
    var option = OPTION.matcher(word);
    return option.matches() && !option.group(2).isEmpty()
        ? option.group(1) + quote(option.group(2))
        : quote(word);
  }

  private static String quote(String text) {
    return PLAIN.matcher(text).matches() || text.matches("--[A-Za-z0-9_.-]+=")
        ? text
        : "'" + text.replace("'", "'\\''") + "'";
  }
}
