package io.plantbeam.lake.upkeep;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.plantbeam.lake.runs.WrittenFile;
import java.util.List;

/**
 * Files that take the place of others.
 *
 * @param removed paths of files that go, but for those that are among the new ones
 * @param added the new files; none where files only go
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Swap(
    @JsonProperty("removed") List<String> removed, @JsonProperty("added") List<WrittenFile> added) {
  Swap {
    removed = List.copyOf(removed);
    added = List.copyOf(added);
  }
}
