package io.plantbeam.tools.demo;

import java.nio.file.Path;

/** Keeps what Kafka and Beam log off the screen. */
final class DemoLog {
  private DemoLog() {}

  /** Sends the log to a file; to be called before anything is logged. */
  static void writeTo(Path file) {
    System.setProperty("plantbeam.demo.log", file.toString());
    System.setProperty("log4j2.configurationFile", "io/plantbeam/tools/demo/log4j2-demo.xml");
  }
}
