package io.plantbeam.model;

import io.plantbeam.codec.LaterForm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A field can be added to what records hold, and the records of earlier and later releases are read
 * all the same.
 */
class FormsWithinFormsTest {
  private static Collection<LaterForm<?>> partsOf(Object record) {
    List<LaterForm<?>> parts = new ArrayList<>();
    if (record instanceof RawMessage message) {
      parts.add(LaterForm.of(message.position().origin()));
    } else if (record instanceof DeadLetter letter && letter.position() != null) {
      parts.add(LaterForm.of(letter.position().origin()));
    } else if (record instanceof ReadingBatch batch) {
      parts.add(LaterForm.of(batch.series()));
      parts.add(LaterForm.of(batch.origin()));
    } else if (record instanceof EnrichedBatch batch) {
      parts.addAll(partsOf(batch.readings()));
      parts.add(LaterForm.of(batch.asset()));
    } else if (record instanceof WindowStats stats) {
      parts.addAll(partsOf(stats.context()));
    } else if (record instanceof Anomaly anomaly) {
      parts.addAll(partsOf(anomaly.context()));
    } else if (record instanceof Incident incident) {
      parts.add(LaterForm.of(incident.asset()));
    } else if (record instanceof EventFrame frame) {
      parts.add(LaterForm.of(frame.asset()));
    } else if (record instanceof EquipmentStatus status) {
      parts.add(LaterForm.of(status.asset()));
    } else if (record instanceof EpisodeEnd end) {
      parts.addAll(partsOf(end.context()));
    } else if (record instanceof Alert alert) {
      parts.addAll(partsOf(alert.anomaly()));
    } else if (record instanceof SeriesContext context) {
      parts.add(LaterForm.of(context.series()));
      parts.add(LaterForm.of(context.asset()));
    }
    return parts;
  }

  @ParameterizedTest
  @MethodSource("io.plantbeam.model.CodersTest#goldens")
  <T> void recordsAreReadWhereAPartHasOneFieldMore(CodersTest.Golden<T> golden) throws IOException {
    for (LaterForm<?> part : partsOf(golden.value())) {
      part.assertHeldBy(golden.coder(), golden.value());
    }
  }
}
