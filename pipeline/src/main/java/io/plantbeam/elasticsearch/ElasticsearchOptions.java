package io.plantbeam.elasticsearch;

import io.plantbeam.options.Parameter;
import io.plantbeam.options.ParameterType;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** The options of Elasticsearch. */
public interface ElasticsearchOptions extends PipelineOptions {
  @Parameter(
      order = 1,
      group = "Output",
      type = ParameterType.LIST,
      elements = ParameterType.URL,
      example = "http://search:9200",
      requiredWhen = {"elasticsearchConfig", "elasticsearchApiKey"})
  @Description("Elasticsearch nodes for window statistics, anomalies, alerts and incidents.")
  String getElasticsearchUrls();

  void setElasticsearchUrls(String value);

  @Parameter(
      order = 2,
      group = "Output",
      type = ParameterType.PATH,
      value = "FILE",
      example = "/etc/plantbeam/elasticsearch.properties")
  @Description("Properties file with credentials and TLS settings for Elasticsearch.")
  String getElasticsearchConfig();

  void setElasticsearchConfig(String value);

  @Parameter(
      order = 3,
      group = "Output",
      type = ParameterType.TEXT,
      value = "PREFIX",
      example = "plant-7",
      pattern = ElasticsearchSettings.PREFIX,
      patternProblem =
          "is not the start of an index name; allowed are lower-case letters, digits, '.', '_' and '-', a letter or digit first")
  @Description("Each output has an index: PREFIX-window-stats, PREFIX-alerts and so on.")
  @Default.String("plantbeam")
  String getIndexPrefix();

  void setIndexPrefix(String value);

  @Parameter(
      order = 4,
      group = "Secrets",
      type = ParameterType.SECRET,
      example = "secret:env:ELASTICSEARCH_API_KEY")
  @Description(
      "Where the API key for Elasticsearch is: in an environment variable or a file on"
          + " the machine that launches the job.")
  String getElasticsearchApiKey();

  void setElasticsearchApiKey(String value);
}
