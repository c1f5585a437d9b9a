package io.plantbeam.engines;

import org.apache.spark.SparkEnv;
import org.apache.spark.scheduler.SparkListener;
import scala.reflect.ClassTag$;

/**
 * Takes the number 0 of Spark's broadcasts, before anyone else, and never gives it back. Beam keeps
 * the watermarks as a part of the broadcast 0; when Spark cleans up after the broadcast that has
 * the number, they are gone for the rest of a batch. Spark makes it from {@code
 * spark.extraListeners}, in the constructor of its context.
 */
public final class SparkFirstBroadcast extends SparkListener {
  public SparkFirstBroadcast() {
    SparkEnv.get()
        .broadcastManager()
        .newBroadcast("watermarks", true, false, ClassTag$.MODULE$.apply(String.class));
  }
}
