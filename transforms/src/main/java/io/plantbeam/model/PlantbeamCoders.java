package io.plantbeam.model;

import org.apache.beam.sdk.coders.CoderRegistry;

/** Registers the coders of all records. */
public final class PlantbeamCoders {
  private PlantbeamCoders() {}

  public static void register(CoderRegistry registry) {
    registry.registerCoderForClass(RawMessage.class, RawMessage.MessageCoder.INSTANCE);
    registry.registerCoderForClass(SeriesKey.class, SeriesKey.KeyCoder.INSTANCE);
    registry.registerCoderForClass(ReadingBatch.class, ReadingBatch.BatchCoder.INSTANCE);
    registry.registerCoderForClass(EnrichedBatch.class, EnrichedBatch.EnrichedBatchCoder.INSTANCE);
    registry.registerCoderForClass(WindowStats.class, WindowStats.StatsCoder.INSTANCE);
    registry.registerCoderForClass(ReadingScore.class, ReadingScore.ScoreCoder.INSTANCE);
    registry.registerCoderForClass(Anomaly.class, Anomaly.AnomalyCoder.INSTANCE);
    registry.registerCoderForClass(EpisodeEnd.class, EpisodeEnd.EpisodeEndCoder.INSTANCE);
    registry.registerCoderForClass(Alert.class, Alert.AlertCoder.INSTANCE);
    registry.registerCoderForClass(Incident.class, Incident.IncidentCoder.INSTANCE);
    registry.registerCoderForClass(EventFrame.class, EventFrame.FrameCoder.INSTANCE);
    registry.registerCoderForClass(EquipmentStatus.class, EquipmentStatus.StatusCoder.INSTANCE);
    registry.registerCoderForClass(DeadLetter.class, DeadLetter.DeadLetterCoder.INSTANCE);
  }
}
