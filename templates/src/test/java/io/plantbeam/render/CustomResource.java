package io.plantbeam.render;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The schema of a CustomResourceDefinition, applied as strictly as {@code kubectl apply} does: what
 * it does not know is a problem.
 */
final class CustomResource {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final List<String> OF_EVERY_RESOURCE = List.of("apiVersion", "kind", "metadata");

  private static CustomResource sparkApplication;

  private final JsonNode definition;
  private final String version;
  private final JsonSchema schema;

  private CustomResource(JsonNode definition) {
    this.definition = definition;
    JsonNode latest = definition.path("spec").path("versions").path(0);
    this.version = latest.path("name").asText();
    ObjectNode openApi = (ObjectNode) latest.path("schema").path("openAPIV3Schema");
    refuseUnknown(openApi);
    for (String field : OF_EVERY_RESOURCE) {
      openApi.withObject("/properties").putObject(field);
    }
    openApi.putArray("required").add("apiVersion").add("kind").add("metadata").add("spec");
    this.schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(openApi);
  }

  /** The FlinkDeployment of the Flink Kubernetes operator 1.10.0. */
  static CustomResource flinkDeployment() throws IOException {
    return kept("flinkdeployments.flink.apache.org-v1.yml.gz");
  }

  /**
   * The SparkApplication of the Kubeflow Spark operator 2.5.2, or with {@code
   * -Dplantbeam.spark.crd=FILE} that of a file.
   */
  static synchronized CustomResource sparkApplication() throws IOException {
    if (sparkApplication == null) {
      String file = System.getProperty("plantbeam.spark.crd");
      sparkApplication =
          file == null
              ? kept("sparkoperator.k8s.io_sparkapplications.yaml.gz")
              : new CustomResource(YAML.readTree(Files.readAllBytes(Path.of(file))));
    }
    return sparkApplication;
  }

  private static CustomResource kept(String resource) throws IOException {
    try (InputStream in = CustomResource.class.getResourceAsStream(resource)) {
      assertNotNull(in, resource);
      return new CustomResource(YAML.readTree(new GZIPInputStream(in)));
    }
  }

  /** What is wrong with a manifest; empty if the operator's schema accepts it. */
  List<String> problems(String manifest) throws IOException {
    JsonNode resource = YAML.readTree(manifest);
    String apiVersion = definition.path("spec").path("group").asText() + "/" + version;
    if (!resource.path("apiVersion").asText().equals(apiVersion)
        || !resource.path("kind").equals(definition.path("spec").path("names").path("kind"))) {
      return List.of("it is not a resource of " + apiVersion);
    }
    return schema.validate(resource).stream().map(Object::toString).sorted().toList();
  }

  private static void refuseUnknown(JsonNode node) {
    if (node instanceof ObjectNode object
        && object.path("properties").isObject()
        && !object.has("additionalProperties")
        && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()
        && !object.path("x-kubernetes-embedded-resource").asBoolean()) {
      object.put("additionalProperties", false);
    }
    if (node instanceof ObjectNode object
        && object.path("x-kubernetes-int-or-string").asBoolean()) {
      object.remove("type");
    }
    node.forEach(CustomResource::refuseUnknown);
  }
}
