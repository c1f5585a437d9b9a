package io.plantbeam.detect.guard;

/** What is looked at with each minute of a series, beside the other series of its machine. */
enum MachineView {
  MOVE("move", "no other sensor of the equipment moved"),
  LEVEL("level", "no other sensor of the equipment moved when it began"),
  JOINT_MOVE("joint move", "with other sensors of the equipment, but by more than ever"),
  JOINT_LEVEL("joint level", "with other sensors of the equipment, but to where it never was");

  private final String text;
  private final String others;

  MachineView(String text, String others) {
    this.text = text;
    this.others = others;
  }

  /** For the evidence. */
  String text() {
    return text;
  }

  /** What other sensors of the equipment did. */
  String others() {
    return others;
  }
}
