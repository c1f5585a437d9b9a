package io.plantbeam.peer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import org.apache.flink.api.common.serialization.Encoder;

/** A window as a line of JSON, with the names of Plantbeam's window statistics. */
final class ResultEncoder implements Encoder<WindowResult> {
  private static final long serialVersionUID = 1;

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  @Override
  public void encode(WindowResult result, OutputStream out) throws IOException {
    WindowFigures figures = result.figures();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("sensor_id", result.sensorId());
      json.writeStringField("facility_id", figures.facilityId);
      json.writeStringField("equipment_id", figures.equipmentId);
      json.writeStringField("window_start", Instant.ofEpochMilli(result.windowStart()).toString());
      json.writeStringField("window_end", Instant.ofEpochMilli(result.windowEnd()).toString());
      json.writeNumberField("count", figures.count);
      writeNumber(json, "mean", figures.mean);
      writeNumber(json, "stddev", figures.stddev());
      writeNumber(json, "min", figures.min);
      writeNumber(json, "max", figures.max);
      writeNumber(json, "last_value", figures.lastValue);
      json.writeStringField("last_time", Instant.ofEpochMilli(figures.lastTime).toString());
      writeNumber(json, "slope_per_minute", figures.slopePerMinute());
      writeNumber(json, "last_z", figures.lastZ());
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void writeNumber(JsonGenerator json, String name, double number)
      throws IOException {
    if (Double.isNaN(number)) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, number);
    }
  }
}
