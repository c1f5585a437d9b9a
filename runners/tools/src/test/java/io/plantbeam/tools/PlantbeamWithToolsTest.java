package io.plantbeam.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.cli.Plantbeam;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class PlantbeamWithToolsTest {
  @Test
  void commandsThatTheJarLeavesOutAreTheTools() {
    Set<String> tools = new HashSet<>(PlantbeamWithTools.commandLine().getSubcommands().keySet());
    tools.removeAll(Plantbeam.commandLine().getSubcommands().keySet());
    assertEquals(Plantbeam.TOOLS, tools);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "simulate",
        "benchmark",
        "score",
        "alerts",
        "lake",
        "rollup",
        "cluster",
        "run",
        "templates"
      })
  void everyCommandHasHelp(String name) {
    StringWriter out = new StringWriter();
    CommandLine command = PlantbeamWithTools.commandLine().setOut(new PrintWriter(out));
    assertEquals(0, Plantbeam.execute(command, name, "--help"));
    assertTrue(out.toString().contains("Usage: plantbeam " + name), out::toString);
  }
}
