package io.plantbeam.format.schema;

import io.plantbeam.preflight.Check;
import io.plantbeam.preflight.FailedCheckException;

/** Asks a schema registry for what every login may see, before messages come that need it. */
public final class SchemaRegistryCheck {
  private SchemaRegistryCheck() {}

  /** Whether the registry answers to this login, and which types of schemas it has. */
  public static Check of(SchemaRegistrySettings settings) {
    String subject = "--messageFormat: schema registry %s".formatted(settings);
    return new Check(
        subject,
        () -> {
          try {
            return "%s: answers, and knows %s"
                .formatted(
                    subject, String.join(", ", new SchemaRegistryClient(settings).schemaTypes()));
          } catch (SchemaUnavailableException | IllegalArgumentException e) {
            throw new FailedCheckException("--messageFormat: " + e.getMessage());
          }
        });
  }
}
