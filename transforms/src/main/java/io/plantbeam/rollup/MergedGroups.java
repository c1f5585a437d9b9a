package io.plantbeam.rollup;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds groups of readings up, one for each key. What is added stays as it is. Not thread-safe. */
final class MergedGroups {
  private final Map<Group.Key, Entry> entries = new LinkedHashMap<>();

  /** A group that may be changed only where it was made here. */
  private static final class Entry {
    Group group;
    boolean isOwn;
  }

  void add(Group added) {
    Entry entry = entries.computeIfAbsent(added.key(), key -> new Entry());
    if (entry.group == null) {
      entry.group = added;
      return;
    }
    if (!entry.isOwn) {
      Group sum = entry.group.empty();
      sum.add(entry.group);
      entry.group = sum;
      entry.isOwn = true;
    }
    entry.group.add(added);
  }

  /** Those that were added, in the order in which their keys came. */
  Collection<Group> groups() {
    return entries.values().stream().map(entry -> entry.group).toList();
  }
}
