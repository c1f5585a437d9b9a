package io.plantbeam.tools.alerts;

import io.plantbeam.tools.PlantbeamWithTools;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * Nine alerts of two plants within three hours, and what staff said of five of them, of which a
 * report can be worked out by hand.
 */
final class KnownAlerts {
  private KnownAlerts() {}

  /** The events of the alerts; those of the first are not in their order, and one came twice. */
  static List<String> events() {
    List<String> events = new ArrayList<>();
    events.add(event("a1", 2, "10:05", "guard", "PT-104", "pressure"));
    events.add(event("a1", 1, "10:05", "guard", "PT-104", "pressure"));
    events.add(event("a1", 2, "10:05", "guard", "PT-104", "pressure"));
    events.add(event("a2", 1, "10:40", "guard", "PT-104", "pressure"));
    events.add(event("a3", 1, "10:50", "silence", "PT-104", "pressure"));
    events.add(event("a4", 1, "10:59", "guard", "TT-7", "temperature"));
    events.add(event("a5", 1, "10:10", "guard", "TT-7", "temperature"));
    events.add(event("a6", 1, "10:20", "guard", "TT-7", "temperature"));
    events.add(event("a7", 1, "10:30", "guard", "TT-7", "temperature"));
    events.add(event("a8", 1, "10:31", "guard", "TT-7", "temperature"));
    // As a job without states writes them: a line for each alert.
    events.add(
        "{'alert_id':'a9','event_time':'2026-07-01T12:15:00Z','detector':'threshold',"
            + "'facility_id':'f-2','equipment_id':null,'sensor_id':'S-9','metric':'value'}");
    events.replaceAll(event -> event.replace('\'', '"'));
    return events;
  }

  private static String event(
      String id, int sequence, String time, String detector, String sensor, String metric) {
    return ("{'alert_id':'%s','state':'updated','sequence':%d,'starts_at':'2026-07-01T%s:00Z',"
            + "'event_time':'2026-07-01T11:30:00Z','detector':'%s','facility_id':'f-1',"
            + "'equipment_id':'p-12','sensor_id':'%s','metric':'%s'}")
        .formatted(id, sequence, time, detector, sensor, metric);
  }

  static List<String> feedback() {
    List<String> lines = new ArrayList<>();
    // Somebody thought better of it; what was said last is not what was written last.
    lines.add(said("a1", "'false'", "12:00"));
    lines.add(said("a1", "'true'", "11:00"));
    lines.add(said("a2", "true", "11:00"));
    lines.add(said("a3", "'planned'", "11:00"));
    lines.add(said("a4", "false", "11:00"));
    lines.add(said("a9", "'true'", "13:00"));
    lines.add(said("a10", "'true'", "13:00"));
    lines.replaceAll(line -> line.replace('\'', '"'));
    return lines;
  }

  private static String said(String id, String verdict, String time) {
    return "{'alert_id':'%s','verdict':%s,'by':'m.k.','at':'2026-07-01T%s:00Z','comment':'seen'}"
        .formatted(id, verdict, time);
  }

  /** A command that has run. */
  record Run(int code, String out, String err) {}

  /** Runs {@code alerts report} with these options. */
  static Run report(String... options) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        PlantbeamWithTools.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> args = new ArrayList<>(List.of("alerts", "report"));
    args.addAll(List.of(options));
    int code = command.execute(args.toArray(String[]::new));
    return new Run(code, out.toString(), err.toString());
  }
}
