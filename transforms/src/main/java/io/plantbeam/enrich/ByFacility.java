package io.plantbeam.enrich;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Registry entries by facility and id. An entry that names no facility serves its id in every
 * facility that has no entry of its own. Immutable.
 */
final class ByFacility<T extends InFacility> implements Serializable {
  private static final long serialVersionUID = 1;

  private static final Comparator<InFacility> BY_ID_AND_FACILITY =
      Comparator.comparing(InFacility::id)
          .thenComparing(InFacility::facilityId, Comparator.nullsFirst(Comparator.naturalOrder()));

  private final Map<String, List<T>> byId;
  private final int size;

  /**
   * @throws IllegalStateException where two entries have the same facility and id
   */
  ByFacility(Collection<T> entries) {
    byId = new HashMap<>(entries.size() * 4 / 3 + 1);
    size = entries.size();
    for (T entry : entries) {
      List<T> others = byId.get(entry.id());
      if (others == null) {
        byId.put(entry.id(), List.of(entry));
      } else {
        byId.put(entry.id(), withOneMore(others, entry));
      }
    }
  }

  private static <T extends InFacility> List<T> withOneMore(List<T> others, T entry) {
    List<T> all = new ArrayList<>(others);
    all.add(entry);
    all.sort(BY_ID_AND_FACILITY);
    for (int i = 1; i < all.size(); i++) {
      if (BY_ID_AND_FACILITY.compare(all.get(i - 1), all.get(i)) == 0) {
        throw new IllegalStateException(
            "%s of facility %s is there twice".formatted(entry.id(), entry.facilityId()));
      }
    }
    return List.copyOf(all);
  }

  /**
   * The entry of an id in a facility; null where there is none, or where several could be meant.
   *
   * @param facilityId null where it is not known: then the only entry of the id counts, or that
   *     which names no facility
   */
  T find(String facilityId, String id) {
    List<T> entries = byId.getOrDefault(id, List.of());
    if (facilityId == null && entries.size() == 1) {
      return entries.get(0);
    }
    T ofAll = null;
    for (T entry : entries) {
      if (entry.facilityId() == null) {
        ofAll = entry;
      } else if (entry.facilityId().equals(facilityId)) {
        return entry;
      }
    }
    return ofAll;
  }

  /** Whether an id without a facility is in several facilities, and so nothing is found. */
  boolean isAmbiguous(String id) {
    return find(null, id) == null && byId.containsKey(id);
  }

  int size() {
    return size;
  }

  /** All entries, sorted by id and facility. */
  List<T> sorted() {
    return byId.values().stream().flatMap(List::stream).sorted(BY_ID_AND_FACILITY).toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByFacility<?> that && byId.equals(that.byId);
  }

  @Override
  public int hashCode() {
    return byId.hashCode();
  }
}
