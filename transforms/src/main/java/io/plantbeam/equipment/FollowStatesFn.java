package io.plantbeam.equipment;

import io.plantbeam.enrich.MachineStates;
import io.plantbeam.equipment.EquipmentInput.Machine;
import io.plantbeam.model.Counters;
import io.plantbeam.model.EquipmentStatus;
import io.plantbeam.model.EventFrame;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.coders.MapCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/**
 * What happened to the machines of a shard in, span after span; what {@link StateMachine} tells of
 * them out. Without timers, which the Spark streaming runner refuses.
 */
abstract class FollowStatesFn extends DoFn<KV<Integer, EquipmentInput>, EventFrame> {
  static final TupleTag<EventFrame> FRAMES = new TupleTag<>("frames") {};
  static final TupleTag<EquipmentStatus> STATUSES = new TupleTag<>("statuses") {};

  private static final String MACHINES = "machines";
  private static final int REMEMBERED_RULES = 1_000;

  private final Counter frames = Counters.counter(Counters.EVENT_FRAMES);
  private final Counter late = Counters.counter(Counters.LATE_FOR_STATES);
  private transient StateMachine machine;
  private transient Map<MachineStates, StateRules> rules;

  @Setup
  public void setup() {
    machine = new StateMachine();
    rules = new HashMap<>();
  }

  final void follow(
      EquipmentInput input,
      ValueState<Map<EquipmentKey, MachineLog>> state,
      MultiOutputReceiver out) {
    Map<EquipmentKey, MachineLog> before = state.read();
    if (before == null && input.machines().isEmpty()) {
      return;
    }
    // An engine may be writing what it handed out into a snapshot.
    Map<EquipmentKey, MachineLog> after = before == null ? new HashMap<>() : new HashMap<>(before);
    Told told = new Told(out);
    for (Machine moved : input.machines()) {
      MachineLog log =
          after.compute(
              moved.key(), (key, known) -> known == null ? new MachineLog() : known.copy());
      int tooLate = machine.take(log, rulesOf(moved.states()), moved.readings(), told);
      if (tooLate > 0) {
        late.inc(tooLate);
      }
    }
    if (input.timeMicros() != EquipmentInput.NO_TIME) {
      for (Map.Entry<EquipmentKey, MachineLog> known : after.entrySet()) {
        if (StateMachine.isOffline(known.getValue(), input.timeMicros())) {
          known.setValue(known.getValue().copy());
          machine.takeTime(known.getValue(), input.timeMicros(), told);
        }
      }
    }
    state.write(after);
  }

  private StateRules rulesOf(MachineStates states) {
    if (rules.size() >= REMEMBERED_RULES) {
      rules.clear();
    }
    return rules.computeIfAbsent(states, StateRules::new);
  }

  /** Counts what is told, and outputs it. */
  private final class Told implements StateEvents {
    private final MultiOutputReceiver out;

    Told(MultiOutputReceiver out) {
      this.out = out;
    }

    @Override
    public void frame(EventFrame frame) {
      if (frame.endsAtMicros() == EventFrame.OPEN) {
        frames.inc();
      }
      out.get(FRAMES).output(frame);
    }

    @Override
    public void status(EquipmentStatus status) {
      out.get(STATUSES).output(status);
    }
  }

  /** Of a stream: spans come in order, since each is complete when the watermark passes it. */
  static final class OfStream extends FollowStatesFn {
    @StateId(MACHINES)
    private final StateSpec<ValueState<Map<EquipmentKey, MachineLog>>> spec =
        StateSpecs.value(MapCoder.of(EquipmentKey.KeyCoder.INSTANCE, MachineLog.LogCoder.INSTANCE));

    @ProcessElement
    public void process(
        @Element KV<Integer, EquipmentInput> span,
        @StateId(MACHINES) ValueState<Map<EquipmentKey, MachineLog>> state,
        MultiOutputReceiver out) {
      follow(span.getValue(), state, out);
    }
  }

  /** Of bounded input: the engine sorts the spans of a shard by time. */
  static final class OfBatch extends FollowStatesFn {
    @StateId(MACHINES)
    private final StateSpec<ValueState<Map<EquipmentKey, MachineLog>>> spec =
        StateSpecs.value(MapCoder.of(EquipmentKey.KeyCoder.INSTANCE, MachineLog.LogCoder.INSTANCE));

    @ProcessElement
    @RequiresTimeSortedInput
    public void process(
        @Element KV<Integer, EquipmentInput> span,
        @StateId(MACHINES) ValueState<Map<EquipmentKey, MachineLog>> state,
        MultiOutputReceiver out) {
      follow(span.getValue(), state, out);
    }
  }
}
