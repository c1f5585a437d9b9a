package io.plantbeam.equipment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.condition.Condition.Latch;
import io.plantbeam.condition.Operand;
import io.plantbeam.condition.Operator;
import io.plantbeam.enrich.EquipmentState;
import io.plantbeam.enrich.MachineStates;
import io.plantbeam.equipment.EquipmentInput.Machine;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.EquipmentStatus;
import io.plantbeam.model.EventFrame;
import io.plantbeam.order.OrderedReadings;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

/** The bytes of what is kept in an engine's state of machines, and of what is shuffled for it. */
class SavedFormsTest {
  private static final AssetContext ASSET = RandomMachines.asset("f", "m", "UTC");

  private static final MachineStates STATES =
      new MachineStates(
          List.of(
              new EquipmentState(
                  "running",
                  new Latch(
                      new Operand("power_watts", null), Operator.GREATER, 200, Operator.LESS, 180),
                  5_000)),
          List.of("power_watts"),
          300_000);

  private static OrderedReadings readings() {
    NavigableMap<Long, Map<String, List<Double>>> readings = new TreeMap<>();
    readings.put(10L, Map.of("power_watts", List.of(240.0)));
    readings.put(20L, Map.of("power_watts", List.of(250.0)));
    readings.put(30L, Map.of("power_watts", List.of(260.0)));
    return OrderedReadings.of(RandomMachines.batches(readings, ASSET));
  }

  private static MachineLog runningMachine() {
    MachineLog log = new MachineLog();
    new StateMachine()
        .take(
            log,
            new StateRules(STATES),
            readings(),
            new StateEvents() {
              @Override
              public void frame(EventFrame frame) {}

              @Override
              public void status(EquipmentStatus status) {}
            });
    return log;
  }

  @Test
  void key() throws IOException {
    EquipmentKey key = new EquipmentKey("f", "m");
    String golden = "01040266026d";
    assertEquals(golden, hex(EquipmentKey.KeyCoder.INSTANCE, key));
    assertEquals(key, read(EquipmentKey.KeyCoder.INSTANCE, golden));
  }

  @Test
  void input() throws IOException {
    EquipmentInput input =
        new EquipmentInput(
            List.of(new Machine(new EquipmentKey("f", "m"), 3, STATES, readings())), 30_000_000);
    String golden =
        "01b1010101010266026d060102010872756e6e696e6701010c706f7765725f77"
            + "61747473000240690000000000000040668000000000008827010c706f776572"
            + "5f7761747473e0a7120102010124106d2d706f7765725f77617474732d300c70"
            + "6f7765725f7761747473057479706502660012010266000004555443056c696e"
            + "65026d0000040102740003a09c01a09c01a09c01141414406e00000000000040"
            + "6f40000000000040704000000000000000e0d403";
    assertEquals(golden, hex(EquipmentInput.InputCoder.INSTANCE, input));
    assertEquals(input, read(EquipmentInput.InputCoder.INSTANCE, golden));
  }

  @Test
  void log() throws IOException {
    String golden =
        "01bc0112010266000004555443056c696e65026d0000e0d403e0d40380c6868f"
            + "010872756e6e696e6708756e6b6e6f776e0872756e6e696e67b0ea01e0d40300"
            + "010c706f7765725f77617474730102406f400000000000407040000000000040"
            + "704000000000000201fe00010872756e6e696e67a09c01010c706f7765725f77"
            + "617474730040704000000000000101010c706f7765725f776174747300024069"
            + "000000000000004066800000000000c0c3930701000000000100c0c3930700";
    assertEquals(golden, hex(MachineLog.LogCoder.INSTANCE, runningMachine()));
    assertEquals(
        golden, hex(MachineLog.LogCoder.INSTANCE, read(MachineLog.LogCoder.INSTANCE, golden)));
    assertEquals(golden, hex(MachineLog.LogCoder.INSTANCE, runningMachine().copy()));
  }

  private static <T> T read(Coder<T> coder, String form) throws IOException {
    return CoderUtils.decodeFromByteArray(coder, HexFormat.of().parseHex(form));
  }

  private static <T> String hex(Coder<T> coder, T value) throws IOException {
    return HexFormat.of().formatHex(CoderUtils.encodeToByteArray(coder, value));
  }
}
