package io.plantbeam.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.plantbeam.model.Alert;
import org.junit.jupiter.api.Test;

class ElasticsearchTemplatesTest {
  @Test
  void curveIsKeptAndNotIndexed() {
    JsonNode fields =
        ElasticsearchTemplates.template("p-alerts", Alert.SCHEMA)
            .path("template")
            .path("mappings")
            .path("properties");
    assertEquals("{\"type\":\"object\",\"enabled\":false}", fields.path("recent").toString());
    assertEquals("{\"type\":\"long\"}", fields.path("sequence").toString());
  }
}
