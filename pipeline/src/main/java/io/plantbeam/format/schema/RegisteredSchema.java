package io.plantbeam.format.schema;

import java.util.Map;

/**
 * A schema as a registry has it.
 *
 * @param type {@code AVRO}, {@code PROTOBUF} or {@code JSON}
 * @param text in the language of the type
 * @param references the texts of the schemas that it names, by the names that it gives them, those
 *     first that others need
 */
record RegisteredSchema(String type, String text, Map<String, String> references) {}
