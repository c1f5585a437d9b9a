package io.plantbeam.stores.gcs;

import io.plantbeam.options.Parameter;
import io.plantbeam.options.ParameterType;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** The options of Google Cloud Storage. */
public interface GcsStoreOptions extends PipelineOptions {
  @Parameter(
      order = 10,
      group = "Object stores",
      type = ParameterType.URL,
      example = "https://storage-plant.p.googleapis.com")
  @Description(
      "Google: the server that gs:// means, where it is not storage.googleapis.com. One without"
          + " TLS, such as an emulator, is given credentials with --gcsCredentials alone.")
  String getGcsEndpoint();

  void setGcsEndpoint(String value);

  @Parameter(
      order = 11,
      group = "Object stores",
      type = ParameterType.SECRET,
      example = "secret:file:/run/secrets/service-account.json")
  @Description(
      "Google: where the JSON of a service account, or of an identity of another provider, is."
          + " Without it, each process finds its credentials as every Google client does.")
  String getGcsCredentials();

  void setGcsCredentials(String value);
}
