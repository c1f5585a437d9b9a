package io.plantbeam.tools.score;

import io.plantbeam.model.Counters;
import io.plantbeam.tools.simulate.FaultLabel;
import io.plantbeam.tools.simulate.PlantFiles;
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
  /** The facilities that the two plants are to one job, whose detectors keep them apart. */
  static final String HEALTHY = "healthy";

  static final String FAULTY = "faulty";

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
    Path readings = directory.resolve("readings");
    Path registry = directory.resolve("registry");
    plant.writeRegistry(registry, List.of(HEALTHY, FAULTY));
    plant.writeHealthy(readings, HEALTHY);
    List<FaultLabel> faults = plant.writeFaulty(readings, FAULTY);
    PlantFiles.writeLabels(directory.resolve("labels.ndjson"), faults);
    Path results = directory.resolve("results");
    long refused =
        JobRun.run(readings, registry, results, options.jobOptions()).count(Counters.DEAD_LETTERED);
    Path alerts = results.resolve("alerts");
    DatasetReport report =
        PlantReport.of(
            settings,
            plant.equipmentBySensor(),
            faults,
            AlertFiles.read(alerts, HEALTHY),
            AlertFiles.read(alerts, FAULTY));
    return refused == 0
        ? report
        : report.withNote("%,d readings were refused, and judged by nobody.".formatted(refused));
  }
}
