package io.plantbeam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.launch.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlantbeamTest {
  @Test
  void toolThatIsNotInTheJarIsNamedWithItsPlace() {
    StringWriter err = new StringWriter();
    int code =
        Plantbeam.execute(
            Plantbeam.commandLine().setErr(new PrintWriter(err)), "simulate", "--output=plant");
    assertEquals(ExitCode.INVALID_OPTIONS, code);
    assertEquals(
        List.of(
            "simulate: a tool of a checkout of Plantbeam, and not in the JAR; in a checkout it is"
                + " ./plantbeam simulate"),
        err.toString().lines().toList());
  }
}
