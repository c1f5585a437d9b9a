package io.plantbeam.tools.demo;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;

/**
 * Lines, and the status of the moment below them. On a terminal the status is one line that is
 * rewritten in place; elsewhere it is an ordinary line every few seconds. May be used by several
 * threads.
 */
final class Screen {
  private static final long PLAIN_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final String CLEAR_LINE = "\r\033[K";
  private static final String RED = "\033[31m";
  private static final String YELLOW = "\033[33m";
  private static final String FAINT = "\033[2m";
  private static final String PLAIN = "\033[0m";

  private final PrintWriter out;
  private final boolean terminal;
  private final boolean colours;
  private final int width;
  private String status = "";
  private long lastPlainStatus = System.nanoTime();

  private Screen(PrintWriter out, boolean terminal, boolean colours, int width) {
    this.out = out;
    this.terminal = terminal;
    this.colours = colours;
    this.width = width;
  }

  /** A screen that suits where the process writes to. */
  static Screen detect(PrintWriter out) {
    String term = System.getenv("TERM");
    boolean terminal = isTerminal() && term != null && !term.equals("dumb");
    String noColour = System.getenv("NO_COLOR");
    boolean colours = terminal && (noColour == null || noColour.isEmpty());
    return new Screen(out, terminal, colours, terminal ? terminalWidth() : Integer.MAX_VALUE);
  }

  @SuppressWarnings("SystemConsoleNull") // Both are asked.
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // From Java 22 on there is a console without a terminal too.
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException olderJava) {
      return true;
    }
  }

  private static int terminalWidth() {
    try {
      Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).start();
      try (Scanner size = new Scanner(stty.getInputStream(), StandardCharsets.US_ASCII)) {
        if (size.hasNextInt()) {
          size.nextInt();
          int columns = size.hasNextInt() ? size.nextInt() : 0;
          return columns > 20 ? columns : 80;
        }
      }
    } catch (IOException e) {
      // A machine without stty.
      return 80;
    }
    return 80;
  }

  /** Prints a line of text, or several. */
  synchronized void print(String text) {
    hideStatus();
    out.println(text);
    showStatus();
  }

  /** Prints an alert in one line, in the colour of its severity, with its incident's number. */
  synchronized void printAlert(PublishedEvent alert, int incident) {
    String line = fitted(alert.line("#" + incident));
    if (colours && alert.severity().equals("critical")) {
      line = RED + line + PLAIN;
    } else if (colours && alert.severity().equals("high")) {
      line = YELLOW + line + PLAIN;
    }
    hideStatus();
    out.println(line);
    showStatus();
  }

  /** Shows what is going on; soon replaced by the next. */
  void status(String text) {
    status(text, text);
  }

  /** Shows what is going on, in its short form where the long one does not fit. */
  synchronized void status(String longForm, String shortForm) {
    String text = longForm.length() < width ? longForm : shortForm;
    if (terminal) {
      hideStatus();
      status = text;
      showStatus();
    } else if (System.nanoTime() - lastPlainStatus >= PLAIN_INTERVAL_NANOS) {
      lastPlainStatus = System.nanoTime();
      out.println("-- " + text);
      out.flush();
    }
  }

  /** Takes the status away. */
  synchronized void endStatus() {
    hideStatus();
    status = "";
    out.flush();
  }

  /** Whether nobody reads any longer, as when a pipe was closed. */
  synchronized boolean isLost() {
    // The writer over System.out does not hear of its errors.
    return out.checkError() || System.out.checkError();
  }

  private void hideStatus() {
    if (terminal && !status.isEmpty()) {
      out.print(CLEAR_LINE);
    }
  }

  private void showStatus() {
    if (terminal && !status.isEmpty()) {
      out.print(colours ? FAINT + fitted(status) + PLAIN : fitted(status));
    }
    out.flush();
  }

  private String fitted(String text) {
    return text.length() < width ? text : text.substring(0, width - 2) + "…";
  }
}
