package io.plantbeam.stores.s3;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Hidden;
import org.apache.beam.sdk.options.PipelineOptions;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * The keys that a launch has resolved, on their way to the workers.
 *
 * <p>They travel in Beam's options, as an object: of the options, Flink shows texts and numbers,
 * and nothing of what is within an object.
 */
public final class S3Credentials {
  @JsonProperty private final String accessKey;
  @JsonProperty private final String secretKey;
  @JsonProperty private final String sessionToken;

  /**
   * Takes the keys themselves.
   *
   * @param sessionToken null of a key that does not end
   */
  @JsonCreator
  S3Credentials(
      @JsonProperty("accessKey") String accessKey,
      @JsonProperty("secretKey") String secretKey,
      @JsonProperty("sessionToken") String sessionToken) {
    this.accessKey = accessKey;
    this.secretKey = secretKey;
    this.sessionToken = sessionToken;
  }

  AwsCredentials toAws() {
    return sessionToken == null
        ? AwsBasicCredentials.create(accessKey, secretKey)
        : AwsSessionCredentials.create(accessKey, secretKey, sessionToken);
  }

  /** Never the keys. */
  @Override
  public String toString() {
    return "[hidden]";
  }

  /** Where Beam's options have them. Users do not give these. */
  @Hidden
  public interface Options extends PipelineOptions {
    @Description("The keys that the launch has resolved.")
    S3Credentials getResolvedS3Credentials();

    void setResolvedS3Credentials(S3Credentials value);
  }
}
