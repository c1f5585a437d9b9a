package io.plantbeam.spec;

/** A template as text, for tests to change. */
public final class TemplateTexts {
  /** A valid one. */
  public static final String VALID =
      """
      name: of-a-test
      version: 1.2.3
      description: A template of a test.
      pipeline: telemetry
      guarantees: {delivery: d, latency: l, ordering: o}
      fixed: {lake: false}
      parameters:
        - {name: bootstrapServers, required: true}
        - {name: inputTopics, required: true}
        - {name: output, required: true}
        - {name: windowSize, default: 10m}
        - {name: windowPeriod}
        - {name: lakeShards}
        - {name: consumerConfig}
        - {name: judge}
        - {name: alertsTopic, default: alerts}
        - {name: elasticsearchUrls}
        - {name: elasticsearchConfig}
      engines:
        FlinkRunner: {checkpointingInterval: 5000}
        SparkRunner: {batchIntervalMillis: 3000}
      resources: {parallelism: 2, workers: 2, workerMemory: 2g, workerCpu: 1, managerMemory: 1g, managerCpu: 0.5}
      """;

  private TemplateTexts() {}

  /** What {@link #VALID} is read as. */
  public static Template template() {
    return TemplateReader.read("test.yaml", VALID);
  }
}
