package io.plantbeam.elasticsearch;

import io.plantbeam.job.Connection;
import io.plantbeam.job.Connector;
import io.plantbeam.options.OptionReader;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.beam.sdk.options.PipelineOptions;

/** Elasticsearch: one index per output that is searched by time and place. */
public final class ElasticsearchConnector implements Connector {
  @Override
  public Class<? extends PipelineOptions> options() {
    return ElasticsearchOptions.class;
  }

  @Override
  public Optional<Connection> connect(OptionReader options) {
    String apiKey = options.secret("elasticsearchApiKey");
    if (!options.isGiven("elasticsearchUrls")) {
      return Optional.empty();
    }
    Properties config = new Properties();
    config.putAll(options.properties("elasticsearchConfig"));
    if (apiKey != null && config.put(ElasticsearchSettings.API_KEY, apiKey) != null) {
      options.refuse(
          "elasticsearchApiKey",
          options.text("elasticsearchApiKey"),
          "cannot be used with api_key in --elasticsearchConfig; allowed is one of the two");
    }
    List<String> sentences = ElasticsearchSettings.problems(config);
    if (!sentences.isEmpty()) {
      sentences.forEach(options::refuse);
      return Optional.empty();
    }
    return Optional.of(
        new ElasticsearchConnection(
            ElasticsearchSettings.of(
                options.list("elasticsearchUrls"), options.text("indexPrefix"), config)));
  }
}
