package io.plantbeam.model;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** Writes fields as JSON values. */
final class JsonFieldWriter implements OutputSchema.FieldVisitor {
  private final JsonGenerator json;

  JsonFieldWriter(JsonGenerator json) {
    this.json = json;
  }

  @Override
  public void missing() throws IOException {
    json.writeNull();
  }

  @Override
  public void text(String value) throws IOException {
    json.writeString(LoneSurrogates.replaced(value));
  }

  @Override
  public void integer(long value) throws IOException {
    json.writeNumber(value);
  }

  @Override
  public void number(double value) throws IOException {
    json.writeNumber(value);
  }

  @Override
  public void flag(boolean value) throws IOException {
    json.writeBoolean(value);
  }

  @Override
  public void texts(List<String> values) throws IOException {
    json.writeStartArray();
    for (String value : values) {
      text(value);
    }
    json.writeEndArray();
  }

  @Override
  public void means(RecentMeans values) throws IOException {
    json.writeStartArray();
    for (RecentMeans.Mean minute : values.toList()) {
      json.writeStartObject();
      json.writeFieldName("at");
      time(minute.startMicros());
      json.writeNumberField("mean", minute.mean());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  @Override
  public <R> void records(OutputSchema<R> schema, List<R> values) throws IOException {
    json.writeStartArray();
    for (R value : values) {
      schema.writeJson(value, json);
    }
    json.writeEndArray();
  }

  @Override
  public void time(long epochMicros) throws IOException {
    json.writeString(Timestamps.formatMicros(epochMicros));
  }
}
