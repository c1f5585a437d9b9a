package io.plantbeam.tools.score;

import io.plantbeam.job.Accounting;
import io.plantbeam.model.Counters;
import io.plantbeam.tools.simulate.FaultLabel;
import io.plantbeam.tools.simulate.machines.MachinePlant;
import io.plantbeam.tools.simulate.machines.MachinePlantSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A simulated plant, once without faults, where every alert is false, and once with: judged by the
 * alerts that the job raises with default options.
 */
final class PlantDataset implements ScoredDataset {
  private final PlantOptions options;

  PlantDataset(PlantOptions options) {
    this.options = options;
  }

  @Override
  public Set<String> options() {
    return PlantOptions.NAMES;
  }

  @Override
  public List<String> problems() {
    return options.settings().problems();
  }

  @Override
  public DatasetReport score(Path directory) throws IOException {
    MachinePlantSettings settings = options.settings();
    MachinePlant plant = new MachinePlant(settings);
    Path healthy = directory.resolve("healthy");
    Path faulty = directory.resolve("faulty");
    plant.writeHealthy(healthy);
    List<FaultLabel> faults = plant.writeFaulty(faulty);
    long refused = run(healthy) + run(faulty);
    DatasetReport report =
        PlantReport.of(
            settings,
            plant.equipmentBySensor(),
            faults,
            AlertFiles.read(results(healthy).resolve("alerts")),
            AlertFiles.read(results(faulty).resolve("alerts")));
    return refused == 0
        ? report
        : report.withNote("%,d readings were refused, and judged by nobody.".formatted(refused));
  }

  private static Path results(Path plant) {
    return plant.resolve("results");
  }

  private static long run(Path plant) throws IOException {
    Accounting accounting =
        JobRun.run(plant.resolve("readings"), plant.resolve("registry"), results(plant));
    return accounting.count(Counters.DEAD_LETTERED);
  }
}
