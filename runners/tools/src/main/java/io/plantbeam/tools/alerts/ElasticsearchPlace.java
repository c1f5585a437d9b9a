package io.plantbeam.tools.alerts;

import io.plantbeam.config.PropertiesFile;
import io.plantbeam.config.Secrets;
import io.plantbeam.elasticsearch.ElasticsearchDocuments;
import io.plantbeam.elasticsearch.ElasticsearchSettings;
import io.plantbeam.model.Alert;
import java.util.List;
import java.util.Properties;
import picocli.CommandLine.Option;

/** Where Elasticsearch is, and how to log in: the job's own options. */
final class ElasticsearchPlace {
  @Option(
      names = "--elasticsearchUrls",
      paramLabel = "URL,...",
      split = ",",
      description = "Elasticsearch nodes to read alerts from.")
  private List<String> urls;

  @Option(
      names = "--elasticsearchConfig",
      paramLabel = "FILE",
      description = "Properties file with credentials and TLS settings for Elasticsearch.")
  private String config;

  @Option(
      names = "--elasticsearchApiKey",
      paramLabel = Secrets.FORMS,
      description = "Where the API key for Elasticsearch is.")
  private String apiKey;

  @Option(
      names = "--indexPrefix",
      paramLabel = "PREFIX",
      defaultValue = "plantbeam",
      description = "Alerts are in PREFIX-alerts (default: ${DEFAULT-VALUE}).")
  private String prefix;

  private final Properties properties = new Properties();

  boolean isGiven() {
    return urls != null;
  }

  /** Reads what the options name, and adds what is wrong with them. */
  void read(List<String> problems) {
    if (!isGiven()) {
      if (config != null || apiKey != null) {
        problems.add(
            "--elasticsearchConfig and --elasticsearchApiKey are allowed with --elasticsearchUrls"
                + " alone.");
      }
      return;
    }
    for (String url : urls) {
      if (!url.matches("https?://[^/\\s]+.*")) {
        problems.add(
            "--elasticsearchUrls=%s: allowed is http://HOST:PORT or https://HOST:PORT."
                .formatted(url));
      }
    }
    if (!prefix.matches(ElasticsearchSettings.PREFIX)) {
      problems.add("--indexPrefix=%s: is not the start of an index name.".formatted(prefix));
    }
    try {
      if (config != null) {
        properties.putAll(PropertiesFile.load(config));
      }
    } catch (IllegalArgumentException e) {
      problems.add("--elasticsearchConfig=" + e.getMessage());
    }
    try {
      if (apiKey != null
          && properties.put(ElasticsearchSettings.API_KEY, Secrets.resolve(apiKey)) != null) {
        problems.add(
            "--elasticsearchApiKey cannot be used with api_key in --elasticsearchConfig; allowed is"
                + " one of the two.");
      }
    } catch (IllegalArgumentException e) {
      problems.add("--elasticsearchApiKey: " + e.getMessage());
    }
    problems.addAll(ElasticsearchSettings.problems(properties));
  }

  /** The documents of alerts, once {@link #read} found no problem. */
  LineSource alerts() {
    ElasticsearchSettings settings = ElasticsearchSettings.of(urls, prefix, properties);
    String index = settings.index(Alert.SCHEMA.name());
    return lines ->
        ElasticsearchDocuments.read(
            settings,
            index,
            (id, document) -> lines.accept("%s, document %s".formatted(index, id), document));
  }
}
