package io.plantbeam.preflight;

import io.plantbeam.elasticsearch.ElasticsearchProbe;
import io.plantbeam.options.JobSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether Elasticsearch answers, which version it is, and what time it has. */
final class ElasticsearchChecks {
  private final JobSettings settings;

  ElasticsearchChecks(JobSettings settings) {
    this.settings = settings;
  }

  List<Check> all() {
    return List.of(new Check(urls(), this::version), new Check("clock", this::clock));
  }

  private String urls() {
    return "--elasticsearchUrls=" + String.join(",", settings.elasticsearch().urls());
  }

  private String version() throws IOException {
    try (ElasticsearchProbe probe = ElasticsearchProbe.of(settings.elasticsearch())) {
      return "%s: answers, and is version %s".formatted(urls(), probe.supportedVersion());
    }
  }

  private String clock() throws IOException {
    try (ElasticsearchProbe probe = ElasticsearchProbe.of(settings.elasticsearch())) {
      Optional<Instant> theirs = probe.clock();
      if (theirs.isEmpty()) {
        return "clock: Elasticsearch does not tell its own, so the two are not compared";
      }
      long ahead = theirs.get().toEpochMilli() - System.currentTimeMillis();
      Duration tolerance = Clocks.tolerance(settings);
      if (Math.abs(ahead) > tolerance.toMillis()) {
        throw new FailedCheckException(
            "clock: Elasticsearch's is %s %s this machine's; allowed are %s, so set the one that is wrong"
                .formatted(
                    Clocks.seconds(ahead),
                    ahead > 0 ? "ahead of" : "behind",
                    Clocks.seconds(tolerance.toMillis())));
      }
      return "clock: Elasticsearch's and this machine's are %s apart"
          .formatted(Clocks.seconds(ahead));
    }
  }
}
