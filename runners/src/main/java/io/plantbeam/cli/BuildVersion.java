package io.plantbeam.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this build and the commit that it was built from. */
final class BuildVersion implements IVersionProvider {
  /** What the build writes where it knows of no commit. */
  static final String UNKNOWN = "unknown";

  @Override
  public String[] getVersion() {
    Properties build = new Properties();
    try (InputStream in = BuildVersion.class.getResourceAsStream("build.properties")) {
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new String[] {sentence(build.getProperty("version"), build.getProperty("commit"))};
  }

  /** Version and commit in one line. */
  static String sentence(String version, String commit) {
    return "plantbeam %s (%s)"
        .formatted(version, commit.equals(UNKNOWN) ? "built without git" : "commit " + commit);
  }
}
