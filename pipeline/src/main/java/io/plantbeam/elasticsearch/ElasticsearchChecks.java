package io.plantbeam.elasticsearch;

import io.plantbeam.preflight.Check;
import io.plantbeam.preflight.CheckLimits;
import io.plantbeam.preflight.FailedCheckException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether Elasticsearch answers, which version it is, and what time it has. */
final class ElasticsearchChecks {
  private final ElasticsearchSettings settings;
  private final Duration tolerance;

  ElasticsearchChecks(ElasticsearchSettings settings, CheckLimits limits) {
    this.settings = settings;
    this.tolerance = limits.clockDifference();
  }

  List<Check> all() {
    return List.of(new Check(urls(), this::version), new Check("clock", this::clock));
  }

  private String urls() {
    return "--elasticsearchUrls=" + String.join(",", settings.urls());
  }

  private String version() throws IOException {
    try (ElasticsearchProbe probe = ElasticsearchProbe.of(settings)) {
      return "%s: answers, and is version %s".formatted(urls(), probe.supportedVersion());
    }
  }

  private String clock() throws IOException {
    try (ElasticsearchProbe probe = ElasticsearchProbe.of(settings)) {
      Optional<Instant> theirs = probe.clock();
      if (theirs.isEmpty()) {
        return "clock: Elasticsearch does not tell its time, so the two clocks are not"
            + " compared";
      }
      long ahead = theirs.get().toEpochMilli() - System.currentTimeMillis();
      if (Math.abs(ahead) > tolerance.toMillis()) {
        throw new FailedCheckException(
            "clock: Elasticsearch's is %s %s this machine's; allowed are %s, so set the one that is wrong"
                .formatted(
                    CheckLimits.seconds(ahead),
                    ahead > 0 ? "ahead of" : "behind",
                    CheckLimits.seconds(tolerance.toMillis())));
      }
      return "clock: Elasticsearch's and this machine's are %s apart"
          .formatted(CheckLimits.seconds(ahead));
    }
  }
}
