package io.plantbeam.format.mapped;

import java.util.List;

/**
 * Where a value of a reading is: the first of several places that has a scalar, or else the first
 * that has anything.
 */
final class ValueSource {
  private final List<Place> places;

  ValueSource(List<Place> places) {
    this.places = List.copyOf(places);
  }

  /** What stands there; null where nothing does. */
  Captured get(Item item, MessageContext message) {
    Captured other = null;
    for (int i = 0; i < places.size(); i++) {
      Captured captured = places.get(i).captured(item, message);
      if (captured == null) {
        continue;
      }
      switch (captured.kind()) {
        case NOTHING, OBJECT, ARRAY -> other = other == null ? captured : other;
        default -> {
          return captured;
        }
      }
    }
    return other;
  }

  String words() {
    return String.join(", ", places.stream().map(Place::words).toList());
  }
}
