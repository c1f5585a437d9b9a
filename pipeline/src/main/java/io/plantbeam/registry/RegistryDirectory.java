package io.plantbeam.registry;

import io.plantbeam.config.LocalFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.ResourceId;

/** The two files of a registry directory. */
record RegistryDirectory(ResourceId facilities, ResourceId sensors) {
  private static final List<String> EXTENSIONS = List.of(".ndjson", ".json", ".csv");

  /** Finds the files; null, and a problem, where not exactly one of each is there. */
  static RegistryDirectory find(String directory, Problems problems) {
    try {
      String prefix = directory.endsWith("/") ? directory : directory + "/";
      List<ResourceId> facilities = candidates(prefix + "facilities");
      List<ResourceId> sensors = candidates(prefix + "sensors");
      if (facilities.isEmpty() && sensors.isEmpty() && !exists(directory)) {
        problems.add(
            "The asset registry \""
                + directory
                + "\" does not exist; allowed is a directory with facilities and sensors.");
        return null;
      }
      ResourceId facilityFile = only(facilities, directory, "facilities", problems);
      ResourceId sensorFile = only(sensors, directory, "sensors", problems);
      return facilityFile == null || sensorFile == null
          ? null
          : new RegistryDirectory(facilityFile, sensorFile);
    } catch (IOException | IllegalArgumentException e) {
      problems.add(
          "The asset registry \"%s\" cannot be read: %s.".formatted(directory, Problems.clause(e)));
      return null;
    }
  }

  private static List<ResourceId> candidates(String path) throws IOException {
    List<ResourceId> found = new ArrayList<>();
    for (String extension : EXTENSIONS) {
      if (LocalFiles.isMissing(path + extension)) {
        continue;
      }
      FileSystems.match(path + extension, EmptyMatchTreatment.ALLOW)
          .metadata()
          .forEach(file -> found.add(file.resourceId()));
    }
    return found;
  }

  private static boolean exists(String directory) throws IOException {
    return !LocalFiles.isMissing(directory)
        && !FileSystems.match(directory, EmptyMatchTreatment.ALLOW).metadata().isEmpty();
  }

  private static ResourceId only(
      List<ResourceId> found, String directory, String name, Problems problems) {
    if (found.size() == 1) {
      return found.get(0);
    }
    if (found.isEmpty()) {
      problems.add(
          "The asset registry \"%1$s\" has no %2$s; allowed is one of %2$s.ndjson, %2$s.json and %2$s.csv."
              .formatted(directory, name));
    } else {
      problems.add(
          "The asset registry \"%s\" has both %s and %s; allowed is one of them."
              .formatted(directory, found.get(0).getFilename(), found.get(1).getFilename()));
    }
    return null;
  }
}
