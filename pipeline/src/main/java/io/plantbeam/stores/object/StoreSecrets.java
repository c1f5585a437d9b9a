package io.plantbeam.stores.object;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.plantbeam.config.Secrets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Hidden;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The secrets that a launch has resolved for the stores, on their way to the workers.
 *
 * <p>They travel in Beam's options, as an object: of the options, Flink shows texts and numbers,
 * and nothing of what is within an object.
 */
public final class StoreSecrets {
  @JsonProperty private final Map<String, String> byOption;

  @JsonCreator
  StoreSecrets(@JsonProperty("byOption") Map<String, String> byOption) {
    this.byOption = Map.copyOf(byOption);
  }

  /**
   * The secret that an option refers to: looked up by the process that launches a job, and found in
   * the job's options by the others.
   *
   * @param reference the option's value
   * @return null where the option is not given
   * @throws StoreSettingsException if there is no such secret
   */
  public static String get(PipelineOptions options, String option, String reference) {
    if (reference == null || reference.isEmpty()) {
      return null;
    }
    Options resolved = options.as(Options.class);
    StoreSecrets known = resolved.getResolvedStoreSecrets();
    if (known != null && known.byOption.containsKey(option)) {
      return known.byOption.get(option);
    }
    String secret;
    try {
      secret = Secrets.resolve(reference);
    } catch (IllegalArgumentException e) {
      throw new StoreSettingsException("a key is missing: " + e.getMessage(), e);
    }
    Map<String, String> all = new TreeMap<>(known == null ? Map.of() : known.byOption);
    all.put(option, secret);
    resolved.setResolvedStoreSecrets(new StoreSecrets(all));
    return secret;
  }

  /** Never the secrets. */
  @Override
  public String toString() {
    return "[hidden]";
  }

  /** Where Beam's options have them. Users do not give these. */
  @Hidden
  public interface Options extends PipelineOptions {
    @Description("The secrets of object stores that the launch has resolved.")
    StoreSecrets getResolvedStoreSecrets();

    void setResolvedStoreSecrets(StoreSecrets value);
  }
}
