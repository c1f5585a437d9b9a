package io.plantbeam.render;

import java.util.List;

/**
 * A launch as it is printed.
 *
 * @param text a manifest or a command line, ready to be applied or pasted
 * @param arguments what the main class is called with behind {@code run}, as long as no shell and
 *     no operator has to be told
 * @param notes what has to be there first, a sentence each
 */
public record Rendered(String text, List<String> arguments, List<String> notes) {
  public Rendered {
    arguments = List.copyOf(arguments);
    notes = List.copyOf(notes);
  }
}
