package io.plantbeam.tables.delta;

import java.util.Map;

/**
 * A table as one version has it.
 *
 * @param version of the log; -1 where there is no table
 * @param metadata what the table is; null where there is none
 * @param live bytes of the files that it has, by path below the lake
 * @param removed when files have left it, in milliseconds, by path below the lake
 */
record DeltaState(
    long version, DeltaMetadata metadata, Map<String, Long> live, Map<String, Long> removed) {
  static final DeltaState NONE = new DeltaState(-1, null, Map.of(), Map.of());
}
