package io.plantbeam.format.schema;

import static io.plantbeam.format.schema.RegisteredDocuments.framed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.testing.SchemaRegistryServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages name their schema, which a registry is asked for. */
class RegistryDocumentTest {
  private SchemaRegistryServer registry;
  private RegistryDocument documents;

  @BeforeEach
  void start() throws IOException {
    registry = new SchemaRegistryServer();
    documents = RegisteredDocuments.by(registry);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void readsJson() throws IOException {
    registry.add(5, "JSON", "{\"type\":\"object\"}", Map.of());
    byte[] message = framed(5, "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    DocumentText text = new DocumentText();
    assertNull(documents.read(message, 0, message.length, text));
    assertEquals("{ a= 1 }", text.toString());
  }

  @Test
  void asksForASchemaOnce() throws IOException {
    registry.add(5, "JSON", "{}", Map.of());
    WriterSchemas schemas = RegisteredDocuments.schemas(registry, Map.of());
    byte[] message = framed(5, "{}".getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < 3; i++) {
      assertNull(
          new RegistryDocument(schemas).read(message, 0, message.length, new DocumentText()));
    }
    assertEquals(1, registry.requests());
  }

  @Test
  void waitsForARegistryThatIsDown() throws IOException {
    registry.add(5, "JSON", "{}", Map.of());
    registry.failNext(3);
    byte[] message = framed(5, "{}".getBytes(StandardCharsets.UTF_8));
    assertNull(documents.read(message, 0, message.length, new DocumentText()));
    assertEquals(4, registry.requests());
  }

  @Test
  void givesUpAnIdThatIsNotThereForAWhile() {
    byte[] message = framed(9, new byte[] {1});
    UnknownSchemaException unknown =
        assertThrows(
            UnknownSchemaException.class,
            () -> documents.read(message, 0, message.length, new DocumentText()));
    assertEquals(
        "schema 9 cannot be had: the schema registry at %s answers 404 to /schemas/ids/9: Schema 9 not found"
            .formatted(registry.url()),
        unknown.getMessage());
    int asked = registry.requests();
    assertThrows(
        UnknownSchemaException.class,
        () -> documents.read(message, 0, message.length, new DocumentText()));
    assertEquals(asked, registry.requests());
  }

  @Test
  void logsIn() throws IOException {
    registry.add(5, "JSON", "{}", Map.of());
    registry.requireLogin("plant:s3cret");
    byte[] message = framed(5, "{}".getBytes(StandardCharsets.UTF_8));
    assertNull(
        new RegistryDocument(
                RegisteredDocuments.schemas(
                    registry, Map.of("schema.registry.basic.auth.user.info", "plant:s3cret")))
            .read(message, 0, message.length, new DocumentText()));
    String refused =
        assertThrows(
                UnknownSchemaException.class,
                () -> documents.read(message, 0, message.length, new DocumentText()))
            .getMessage();
    assertTrue(
        refused.endsWith(
            "answers 401 to /schemas/ids/5; check the login in the mapping's registry config"),
        refused);
  }

  @Test
  void refusesWhatIsNotFramed() throws IOException {
    byte[] json = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    assertEquals(
        "the message does not begin with a byte of zero and the id of a schema",
        documents.read(json, 0, json.length, new DocumentText()));
    assertEquals(0, registry.requests());
  }
}
