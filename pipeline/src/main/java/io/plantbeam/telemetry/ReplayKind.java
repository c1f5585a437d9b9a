package io.plantbeam.telemetry;

import io.plantbeam.deduplicate.Deduplicate;
import io.plantbeam.enrich.EnrichReadings;
import io.plantbeam.format.MessageFormats;
import io.plantbeam.job.Connection;
import io.plantbeam.job.Connector;
import io.plantbeam.job.Output;
import io.plantbeam.job.PipelineKind;
import io.plantbeam.job.PipelineSettings;
import io.plantbeam.model.Contribution;
import io.plantbeam.model.DeadLetter;
import io.plantbeam.options.OptionReader;
import io.plantbeam.options.Parameters;
import io.plantbeam.parse.ReplayDeadLetters;
import java.util.List;
import java.util.stream.Stream;

/**
 * Dead letters of an earlier run, whose messages are parsed again. Their readings are archived and
 * not judged, because windows and detectors would come to other results without the readings around
 * them.
 */
public final class ReplayKind implements PipelineKind {
  private final List<Connector> connectors;
  private final List<MessageFormats.Type> formats;
  private final Parameters parameters;

  /**
   * The pipeline with these connectors, of dead letters of these formats.
   *
   * @param formats that messages can have; the first is the default
   */
  public ReplayKind(List<Connector> connectors, List<MessageFormats.Type> formats) {
    this.connectors = List.copyOf(connectors);
    this.formats = List.copyOf(formats);
    this.parameters = KindParameters.of(connectors, List.of());
  }

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public String summary() {
    return "archives the readings of dead letters and judges none, because the other readings of"
        + " their windows are missing";
  }

  @Override
  public List<Connector> connectors() {
    return connectors;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public List<String> outputs() {
    return List.of(Output.READINGS, DeadLetter.SCHEMA.name());
  }

  @Override
  public List<Contribution> contributions() {
    return Stream.of(
            ReplayDeadLetters.CONTRIBUTIONS,
            Deduplicate.CONTRIBUTIONS,
            EnrichReadings.CONTRIBUTIONS)
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public PipelineSettings read(OptionReader options, List<Connection> connections) {
    InputFormat.check(InputFormat.DEAD_LETTERS, this, options);
    new ReplayRules(options, connections).check();
    return new ReplaySettings(ReadingSettings.read(options, formats));
  }
}
