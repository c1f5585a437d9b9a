package io.plantbeam.tools.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What Plantbeam and the job by hand took for the same topic, run by run. Runs of the same number
 * were made one after the other.
 */
final class BesideFigures {
  private final List<Run> plantbeam = new ArrayList<>();
  private final List<Run> byHand = new ArrayList<>();

  /**
   * One job from its launch until the whole topic was committed.
   *
   * @param seconds from the launch to the end
   * @param fromFirstCommit readings per second
   * @param secondHalf readings per second; NaN where it cannot be told apart
   * @param cpu microseconds per reading, from the launch to the end
   * @param cpuOfSecondHalf microseconds per reading; NaN where it cannot be told apart
   */
  record Run(
      long readings,
      double seconds,
      double fromFirstCommit,
      double secondHalf,
      double cpu,
      double cpuOfSecondHalf,
      long megabytes,
      WindowTally tally) {

    /** Readings per second from the launch to the end. */
    double fromLaunch() {
      return readings / seconds;
    }

    String text() {
      return String.format(
          Locale.ROOT,
          "%6.1f s from launch to end, %,9.0f per second; %,9.0f from the first commit, %,9.0f in"
              + " the second half; CPU per reading %.1f us, %.1f us in the second half; %,d MB",
          seconds,
          fromLaunch(),
          fromFirstCommit,
          secondHalf,
          cpu,
          cpuOfSecondHalf,
          megabytes);
    }
  }

  /** Adds the runs of one repetition. */
  void add(Run ofPlantbeam, Run ofPeer) {
    plantbeam.add(ofPlantbeam);
    byHand.add(ofPeer);
  }

  /** A table of medians, with the least and the greatest in brackets; ratios are those of pairs. */
  List<String> table() {
    return List.of(
        row("", "Plantbeam", "by hand", "Plantbeam : by hand"),
        row("launch to end, s", Run::seconds, 1),
        row("per second, from launch", Run::fromLaunch, 0),
        row("per second, from first commit", Run::fromFirstCommit, 0),
        row("per second, second half", Run::secondHalf, 0),
        row("CPU per reading, us", Run::cpu, 1),
        row("the same, second half", Run::cpuOfSecondHalf, 1));
  }

  private String row(String name, ToDoubleFunction<Run> figure, int digits) {
    double[] ofPlantbeam = plantbeam.stream().mapToDouble(figure).toArray();
    double[] ofPeer = byHand.stream().mapToDouble(figure).toArray();
    double[] ratios = new double[ofPeer.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = ofPlantbeam[i] / ofPeer[i];
    }
    return row(
        name,
        Spread.of(ofPlantbeam).text(digits),
        Spread.of(ofPeer).text(digits),
        Spread.of(ratios).text(2));
  }

  private static String row(String name, String plantbeam, String byHand, String ratio) {
    return "%-30s %30s %30s %21s".formatted(name, plantbeam, byHand, ratio);
  }
}
