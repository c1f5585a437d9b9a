package io.plantbeam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BuildVersionTest {
  @Test
  void versionIsToldWithTheCommit() {
    String version = new BuildVersion().getVersion()[0];
    assertTrue(
        version.matches(
            "plantbeam \\d+\\.\\d+\\.\\d+" + " \\((built without git|commit [0-9a-f]{7,40})\\)"),
        version);
  }

  @Test
  void buildWithoutGitSaysSo() {
    assertEquals("plantbeam 1.2.3 (commit 0123abc)", BuildVersion.sentence("1.2.3", "0123abc"));
    assertEquals(
        "plantbeam 1.2.3 (built without git)",
        BuildVersion.sentence("1.2.3", BuildVersion.UNKNOWN));
  }
}
