package io.plantbeam.windows;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** What a pipeline on the Direct runner, in this JVM, hands to a collector. */
final class CollectedLines {
  private static final Map<String, Queue<KV<Long, String>>> COLLECTED = new ConcurrentHashMap<>();

  private final String id = UUID.randomUUID().toString();

  DoFn<KV<Long, String>, Void> collector() {
    return new Collector(id);
  }

  List<KV<Long, String>> lines() {
    return List.copyOf(COLLECTED.getOrDefault(id, new ConcurrentLinkedQueue<>()));
  }

  private static final class Collector extends DoFn<KV<Long, String>, Void> {
    private final String id;

    Collector(String id) {
      this.id = id;
    }

    @ProcessElement
    public void processElement(@Element KV<Long, String> line) {
      COLLECTED.computeIfAbsent(id, i -> new ConcurrentLinkedQueue<>()).add(line);
    }
  }
}
