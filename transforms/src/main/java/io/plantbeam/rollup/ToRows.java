package io.plantbeam.rollup;

import io.plantbeam.codec.Carried;
import io.plantbeam.model.Counters;
import io.plantbeam.windows.WindowGrid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/** The steps in which groups whose windows are complete become rows. */
final class ToRows {
  private ToRows() {}

  /** Takes rows: at a time, or where it is null at that of the element. */
  private static final class Sink {
    private final DoFn.MultiOutputReceiver output;
    private final RowMaker rows;
    private final Map<RollUp, Counter> counters;

    Sink(DoFn.MultiOutputReceiver output, RowMaker rows, Map<RollUp, Counter> counters) {
      this.output = output;
      this.rows = rows;
      this.counters = counters;
    }

    /** A window of a facility, of equipment or of a line. */
    void sliding(Group group, long start, long end, long revision, Instant at) {
      switch (group.kind()) {
        case FACILITY ->
            put(RollUps.FACILITY_METRICS, rows.facility(group, start, end, revision), revision, at);
        case EQUIPMENT ->
            put(
                RollUps.EQUIPMENT_HEALTH,
                rows.equipment(group, start, end, revision),
                revision,
                at);
        default ->
            put(RollUps.LINE_EFFICIENCY, rows.line(group, start, end, revision), revision, at);
      }
    }

    void hour(Group group, long start, long revision, Instant at) {
      put(RollUps.HOURLY, RowMaker.hour(group, start, revision), revision, at);
    }

    void pattern(Group group, boolean ofWeek, long revision) {
      put(RollUps.DEVICE_PATTERNS, RowMaker.pattern(group, ofWeek, revision), revision, null);
    }

    private <T> void put(RollUps.Rows<T> kind, T row, long revision, Instant at) {
      if (revision == 0) {
        counters.get(kind.rollUp()).inc();
      }
      DoFn.OutputReceiver<T> receiver = output.get(kind.tag());
      if (at == null) {
        receiver.output(row);
      } else {
        receiver.outputWithTimestamp(row, at);
      }
    }
  }

  private static Map<RollUp, Counter> counters() {
    Map<RollUp, Counter> counters = new EnumMap<>(RollUp.class);
    RollUp.ALL.forEach(rollUp -> counters.put(rollUp, Counters.counter(rollUp.counter())));
    return counters;
  }

  /** Groups of a window of a stream, or the local hours of a batch. */
  static final class OfWindow extends DoFn<KV<KV<String, Long>, Groups>, Void> {
    private final Carried<RollUpPlan> carried;
    private final boolean bounded;
    private transient RollUpPlan plan;
    private transient RowMaker rows;
    private transient Map<RollUp, Counter> counters;

    OfWindow(RollUpPlan plan, boolean bounded) {
      carried = Carried.of(plan);
      this.bounded = bounded;
    }

    @Setup
    public void setup() {
      plan = carried.get();
      rows = new RowMaker(plan.settings());
      counters = counters();
    }

    @ProcessElement
    public void processElement(
        @Element KV<KV<String, Long>, Groups> element,
        BoundedWindow window,
        PaneInfo pane,
        MultiOutputReceiver output) {
      if (element.getValue().isEmpty()) {
        // Spark emits panes that hold nothing.
        return;
      }
      Sink sink = new Sink(output, rows, counters);
      long revision = pane.getIndex();
      MergedGroups hours = new MergedGroups();
      for (Group group : element.getValue().merged()) {
        WindowGrid grid = plan.grids().get(group.kind());
        if (grid != null) {
          long start = IntoRollUpWindows.start(window);
          sink.sliding(group, start, start + grid.size(), revision, null);
          continue;
        }
        if (group.kind() != Kind.HOUR) {
          sink.pattern(group, !bounded, revision);
        }
        if (group.kind() != Kind.LOCAL_HOUR) {
          hours.add(group.as(Kind.HOUR));
        }
      }
      for (Group group : hours.groups()) {
        sink.hour(group, IntoRollUpWindows.start(window), revision, null);
      }
    }
  }

  /** The hours of series of a batch, which are complete in one piece. */
  static final class OfHour extends DoFn<KV<Integer, Piece>, Void> {
    private final Carried<RollUpPlan> carried;
    private transient RowMaker rows;
    private transient Map<RollUp, Counter> counters;

    OfHour(RollUpPlan plan) {
      carried = Carried.of(plan);
    }

    @Setup
    public void setup() {
      rows = new RowMaker(carried.get().settings());
      counters = counters();
    }

    @ProcessElement
    public void processElement(@Element KV<Integer, Piece> element, MultiOutputReceiver output) {
      Piece piece = element.getValue();
      if (piece.kind() != Kind.HOUR) {
        return;
      }
      Sink sink = new Sink(output, rows, counters);
      Instant at = Instant.ofEpochMilli(piece.end() - 1);
      piece.groups().merged().forEach(group -> sink.hour(group, piece.start(), 0, at));
    }
  }

  /** All pieces of a shard of a batch to the windows that begin in a span of time, each once. */
  static final class OfPieces extends DoFn<KV<KV<Integer, Long>, Iterable<List<Piece>>>, Void> {
    private final Carried<RollUpPlan> carried;
    private transient Map<Kind, WindowGrid> grids;
    private transient RowMaker rows;
    private transient Map<RollUp, Counter> counters;

    OfPieces(RollUpPlan plan) {
      carried = Carried.of(plan);
    }

    @Setup
    public void setup() {
      grids = carried.get().grids();
      rows = new RowMaker(carried.get().settings());
      counters = counters();
    }

    @ProcessElement
    public void processElement(
        @Element KV<KV<Integer, Long>, Iterable<List<Piece>>> shard, MultiOutputReceiver output) {
      Map<Group.Key, NavigableMap<Long, List<Group>>> cells = new HashMap<>();
      for (List<Piece> pieces : shard.getValue()) {
        for (Piece piece : pieces) {
          for (Group group : piece.groups().unmerged()) {
            cells
                .computeIfAbsent(group.key(), key -> new TreeMap<>())
                .computeIfAbsent(piece.start(), start -> new ArrayList<>())
                .add(group);
          }
        }
      }
      Sink sink = new Sink(output, rows, counters);
      long span = shard.getKey().getValue();
      cells.forEach((key, ofKey) -> windows(ofKey, grids.get(key.label().kind()), span, sink));
    }

    private static void windows(
        NavigableMap<Long, List<Group>> cells, WindowGrid grid, long span, Sink sink) {
      NavigableMap<Long, Group> merged = new TreeMap<>();
      cells.forEach((start, groups) -> merged.put(start, sum(groups)));
      long next = Long.MIN_VALUE;
      for (long cell : merged.keySet()) {
        long last = grid.lastWindowStart(cell);
        for (long start = Math.max(next, grid.firstWindowStart(cell));
            start <= last;
            start += grid.period()) {
          if (grid.span(start) == span) {
            long end = start + grid.size();
            Group window = sum(merged.subMap(start, end).values());
            sink.sliding(window, start, end, 0, Instant.ofEpochMilli(end - 1));
          }
          next = start + grid.period();
        }
      }
    }

    private static Group sum(Collection<Group> groups) {
      MergedGroups sum = new MergedGroups();
      groups.forEach(sum::add);
      return sum.groups().iterator().next();
    }
  }
}
