package io.plantbeam.lake;

import io.plantbeam.codec.Carried;
import io.plantbeam.lake.runs.LakeRun;
import io.plantbeam.lake.runs.RunRecords;
import io.plantbeam.lake.runs.WrittenFile;
import io.plantbeam.lake.store.LakeDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PDone;

/**
 * Keeps a record of the files that a run on files has written to the lake, once all of them are
 * there, and deletes those whose place they take.
 */
final class RecordRun extends PTransform<PCollection<KV<String, Long>>, PDone> {
  /** Stands for no file, so that a run without a reading has a record too. */
  private static final KV<String, Long> NONE = KV.of("", 0L);

  private final String directory;
  private final LakeRun run;

  RecordRun(String directory, LakeRun run) {
    this.directory = directory;
    this.run = run;
  }

  @Override
  public PDone expand(PCollection<KV<String, Long>> files) {
    PCollection<KV<String, Long>> none =
        files
            .getPipeline()
            .apply(
                "None",
                Create.of(NONE).withCoder(KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of())));
    PCollectionList.of(files)
        .and(none)
        .apply("Files", Flatten.pCollections())
        .apply("OneKey", WithKeys.of((Void) null))
        .setCoder(KvCoder.of(VoidCoder.of(), KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of())))
        .apply("Together", GroupByKey.create())
        .apply("Write", ParDo.of(new WriteRecord(directory, run)));
    return PDone.in(files.getPipeline());
  }

  static final class WriteRecord extends DoFn<KV<Void, Iterable<KV<String, Long>>>, Void> {
    private final String directory;
    private final Carried<LakeRun> run;

    private WriteRecord(String directory, LakeRun run) {
      this.directory = directory;
      this.run = Carried.of(run);
    }

    @ProcessElement
    public void write(@Element KV<Void, Iterable<KV<String, Long>>> all) throws IOException {
      LakeDirectory lake = LakeDirectory.of(directory);
      List<WrittenFile> files = new ArrayList<>();
      for (KV<String, Long> file : all.getValue()) {
        if (!file.equals(NONE)) {
          files.add(new WrittenFile(lake.pathOf(file.getKey()), file.getValue()));
        }
      }
      new RunRecords(lake).complete(run.get(), files);
    }
  }
}
