package io.plantbeam.telemetry;

import io.plantbeam.elasticsearch.ElasticsearchConnector;
import io.plantbeam.files.FilesConnector;
import io.plantbeam.job.Connector;
import io.plantbeam.kafka.KafkaConnector;
import io.plantbeam.lake.LakeConnector;
import java.util.List;

/** What jobs can read from and write to. */
public final class Connectors {
  /** All, in the order of the help. */
  public static final List<Connector> ALL =
      List.of(
          new FilesConnector(),
          new KafkaConnector(),
          new LakeConnector(),
          new ElasticsearchConnector());

  private Connectors() {}
}
