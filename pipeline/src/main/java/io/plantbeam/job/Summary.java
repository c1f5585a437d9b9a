package io.plantbeam.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.plantbeam.stores.Stores;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;

/** {@code summary.json}: what ran, and what came of it. */
final class Summary {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Summary() {}

  /** Writes it into a directory of any file system that Beam knows. */
  static void write(String directory, JobLabels job, Accounting accounting) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("job", job.jobName());
    fields.put("template", job.templateName());
    fields.put("template_version", job.templateVersion());
    fields.put("parameters", job.parameters());
    fields.putAll(accounting.fields());
    var file =
        FileSystems.matchNewResource(directory, true)
            .resolve("summary.json", StandardResolveOptions.RESOLVE_FILE);
    Stores.write(file.toString(), (JSON.writeValueAsString(fields) + "\n").getBytes(UTF_8));
  }
}
