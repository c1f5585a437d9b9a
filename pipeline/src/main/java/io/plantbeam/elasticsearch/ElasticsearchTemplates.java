package io.plantbeam.elasticsearch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plantbeam.config.ServerUnavailableException;
import io.plantbeam.model.OutputSchema;
import java.io.IOException;
import java.util.List;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;
import org.joda.time.Duration;

/**
 * Puts an index template for each schema, with the type of each field, at launch.
 *
 * <p>Fields that no schema knows are kept and not indexed ({@code dynamic: false}), so that an
 * index can outlive a release that adds one.
 */
public final class ElasticsearchTemplates {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Above the 100 to 200 of the templates that come with Elasticsearch. */
  private static final int PRIORITY = 500;

  /** Longer texts are kept and not indexed: Lucene refuses terms of more than 32,766 bytes. */
  private static final int INDEXED_CHARACTERS = 8_191;

  private static final Duration PATIENCE = Duration.standardSeconds(10);

  private ElasticsearchTemplates() {}

  /**
   * Puts the templates.
   *
   * @throws ServerUnavailableException with a sentence, if Elasticsearch cannot be reached for 10
   *     seconds or refuses
   */
  public static void apply(ElasticsearchSettings settings, List<OutputSchema<?>> schemas) {
    apply(settings, schemas, PATIENCE);
  }

  static void apply(
      ElasticsearchSettings settings, List<OutputSchema<?>> schemas, Duration patience) {
    try (RestClient client = ElasticsearchClients.create(settings)) {
      Retries retries = new Retries(patience);
      for (OutputSchema<?> schema : schemas) {
        put(client, settings, schema, retries);
      }
    } catch (IOException e) {
      throw new ServerUnavailableException(
          "--elasticsearchUrls=%s: the connection cannot be closed: %s"
              .formatted(String.join(",", settings.urls()), e.getMessage()),
          e);
    }
  }

  private static void put(
      RestClient client, ElasticsearchSettings settings, OutputSchema<?> schema, Retries retries) {
    String index = settings.index(schema.name());
    Request request = new Request("PUT", "/_index_template/" + index);
    request.setJsonEntity(template(index, schema).toString());
    while (true) {
      try {
        EntityUtils.consumeQuietly(client.performRequest(request).getEntity());
        return;
      } catch (ResponseException e) {
        int status = e.getResponse().getStatusLine().getStatusCode();
        if (!Retries.isTransient(status) || !retries.waitForNext()) {
          boolean isLogin = status == 401 || status == 403;
          // That of a refused login may repeat the secret.
          String reason = isLogin ? "" : ServerReason.of(e);
          throw new ServerUnavailableException(
              "--elasticsearchUrls=%s: refuses the index template %s with status %d%s%s"
                  .formatted(
                      String.join(",", settings.urls()),
                      index,
                      status,
                      reason.isEmpty() ? "" : ": " + reason,
                      isLogin
                          ? "; check --elasticsearchApiKey, or the login in"
                              + " --elasticsearchConfig"
                          : ""),
              e);
        }
      } catch (IOException e) {
        if (!retries.waitForNext()) {
          throw new ServerUnavailableException(
              "--elasticsearchUrls=%s: Elasticsearch cannot be reached (%s)"
                  .formatted(String.join(",", settings.urls()), e.getMessage()),
              e);
        }
      }
    }
  }

  static ObjectNode template(String index, OutputSchema<?> schema) {
    ObjectNode template = JSON.createObjectNode();
    template.putArray("index_patterns").add(index);
    template.put("priority", PRIORITY);
    ObjectNode mappings = template.putObject("template").putObject("mappings");
    mappings.put("dynamic", false);
    putProperties(mappings.putObject("properties"), schema);
    return template;
  }

  private static void putProperties(ObjectNode properties, OutputSchema<?> schema) {
    for (OutputSchema.Field<?> field : schema.fields()) {
      ObjectNode property = properties.putObject(field.name());
      switch (field.type()) {
        // A field of Elasticsearch may have any number of values.
        case TEXT, TEXTS -> property.put("type", "keyword").put("ignore_above", INDEXED_CHARACTERS);
        // A curve is looked at and not searched.
        case MEANS -> property.put("type", "object").put("enabled", false);
        // Objects without a type of their own would lose which values are of one record.
        case RECORDS ->
            putProperties(
                property.put("type", "nested").put("dynamic", false).putObject("properties"),
                field.records());
        case INTEGER -> property.put("type", "long");
        case NUMBER -> property.put("type", "double");
        case FLAG -> property.put("type", "boolean");
        case TIME -> property.put("type", "date").put("format", "strict_date_time");
      }
    }
  }
}
