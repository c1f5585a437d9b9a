package io.plantbeam.stores.object;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;

/** Lists and deletes what is in a file system that Beam knows, and nothing here knows better. */
public final class BeamFiles {
  private BeamFiles() {}

  /** Lists what there is whose name begins with a text, in any order. */
  public static List<StoredObject> list(String prefix) throws IOException {
    List<StoredObject> files = new ArrayList<>();
    for (MatchResult.Metadata found :
        FileSystems.match(prefix + "**", EmptyMatchTreatment.ALLOW).metadata()) {
      if (!found.resourceId().isDirectory()) {
        files.add(
            new StoredObject(ObjectName.of(found.resourceId().toString()), found.sizeBytes()));
      }
    }
    return files;
  }

  /** Deletes files, also those that are not there any more. */
  public static void delete(List<String> names) throws IOException {
    FileSystems.delete(
        names.stream()
            .map(name -> FileSystems.matchNewResource(name, /* isDirectory= */ false))
            .toList(),
        StandardMoveOptions.IGNORE_MISSING_FILES);
  }
}
