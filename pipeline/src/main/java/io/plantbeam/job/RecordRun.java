package io.plantbeam.job;

import io.plantbeam.codec.Carried;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.coders.VoidCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PDone;

/** Notes all files that a run has written to all of its outputs, once the last one is there. */
final class RecordRun extends PTransform<PBegin, PDone> {
  private static final KvCoder<String, Long> CODER =
      KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of());

  /** Stands for no file, so that a run that writes none is noted too. */
  private static final KV<String, Long> NONE = KV.of("", 0L);

  private final RunNotes notes;
  private final Iterable<PCollection<KV<String, Long>>> files;

  RecordRun(RunNotes notes, Iterable<PCollection<KV<String, Long>>> files) {
    this.notes = notes;
    this.files = files;
  }

  @Override
  public PDone expand(PBegin begin) {
    PCollectionList.of(begin.apply("None", Create.of(NONE).withCoder(CODER)))
        .and(files)
        .apply("Files", Flatten.pCollections())
        .apply("OneKey", WithKeys.of((Void) null))
        .setCoder(KvCoder.of(VoidCoder.of(), CODER))
        .apply("Together", GroupByKey.create())
        .apply("Write", ParDo.of(new WriteRecord(notes)));
    return PDone.in(begin.getPipeline());
  }

  static final class WriteRecord extends DoFn<KV<Void, Iterable<KV<String, Long>>>, Void> {
    private final Carried<RunNotes> notes;

    private WriteRecord(RunNotes notes) {
      this.notes = Carried.of(notes);
    }

    @ProcessElement
    public void write(@Element KV<Void, Iterable<KV<String, Long>>> all) throws IOException {
      Map<String, Long> files = new TreeMap<>();
      for (KV<String, Long> file : all.getValue()) {
        if (!file.equals(NONE)) {
          files.put(file.getKey(), file.getValue());
        }
      }
      notes.get().complete(files);
    }
  }
}
