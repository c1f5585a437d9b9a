package io.plantbeam.detect.guard;

/** What is looked at with each minute of a series, beside the other series of its machine. */
enum MachineView {
  MOVE("move", ".move", "no other sensor of the equipment moved"),
  LEVEL("level", ".level", "no other sensor of the equipment moved when it began"),
  STUCK("stuck", ".stuck", "other sensors of the equipment have moved since"),
  JOINT_MOVE(
      "joint move", ".joint_move", "with other sensors of the equipment, but by more than ever"),
  JOINT_LEVEL(
      "joint level",
      ".joint_level",
      "with other sensors of the equipment, but to where it never was");

  private final String text;
  private final String symptom;
  private final String others;

  MachineView(String text, String symptom, String others) {
    this.text = text;
    this.symptom = GuardDetector.NAME + symptom;
    this.others = others;
  }

  /** For the evidence. */
  String text() {
    return text;
  }

  /**
   * The key of its symptom.
   *
   * @param alone whether there is no other sensor that could have moved
   */
  String symptom(boolean alone) {
    return alone ? symptom + ".alone" : symptom;
  }

  /** What other sensors of the equipment did. */
  String others() {
    return others;
  }
}
