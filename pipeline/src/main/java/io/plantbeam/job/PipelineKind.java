package io.plantbeam.job;

import io.plantbeam.model.Contribution;
import io.plantbeam.options.OptionReader;
import io.plantbeam.options.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A pipeline that can be launched: what it reads, what it makes, and which options it has. */
public interface PipelineKind {

  /** As {@code --pipeline} and templates name it. */
  String name();

  /**
   * What it does, as a sentence goes on after its name: {@code archives readings and judges none}.
   */
  String summary();

  /** What it can read from and write to, in the order in which it is listed. */
  List<Connector> connectors();

  /** Its options, and those of its connectors. */
  Parameters parameters();

  /** The names of the outputs that it makes. */
  List<String> outputs();

  /** What its steps count, except those of connectors. */
  List<Contribution> contributions();

  /**
   * Reads its own options, without asking a server, with the rules between them.
   *
   * @param options takes what is wrong; where there is a problem, the result is not used
   * @param connections what the connectors have read
   */
  PipelineSettings read(OptionReader options, List<Connection> connections);

  /**
   * What is read by these values of options; empty where they name nothing.
   *
   * @param values the value of each option by its name, empty where it has none
   */
  default Optional<SourceOptions> input(UnaryOperator<String> values) {
    return connectors().stream()
        .flatMap(connector -> connector.sourceOptions().stream())
        .filter(input -> input.isGiven(values))
        .findFirst();
  }
}
