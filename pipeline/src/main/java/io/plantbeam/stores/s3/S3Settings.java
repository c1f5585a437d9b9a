package io.plantbeam.stores.s3;

import io.plantbeam.stores.object.StoreSecrets;
import io.plantbeam.stores.object.StoreSettingsException;
import java.net.URI;
import java.time.Duration;
import org.apache.beam.sdk.io.aws2.options.AwsOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.core.retry.RetryPolicy;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * How the store is reached: the one place where a client is made, Beam's among them.
 *
 * @param endpoint null for Amazon's
 * @param region null for the one that AWS's own settings name
 */
record S3Settings(
    URI endpoint, String region, boolean pathStyle, AwsCredentialsProvider credentials) {
  private static final String REGION_OF_OTHER_STORES = "us-east-1";
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(30);
  private static final int CONNECTIONS = 100;

  /** With the pauses between them, longer than the minute in which S3 makes room for more. */
  private static final int RETRIES = 10;

  /** For a check, somebody waits. */
  private static final int RETRIES_OF_CHECKS = 1;

  /** Reads the options, without asking a server. */
  static S3Settings of(PipelineOptions options) {
    S3StoreOptions s3 = options.as(S3StoreOptions.class);
    String given = s3.getS3Endpoint();
    URI endpoint =
        given == null || given.isEmpty()
            ? options.as(AwsOptions.class).getEndpoint()
            : URI.create(given);
    Boolean pathStyle = s3.getS3PathStyle();
    return new S3Settings(
        endpoint,
        s3.getS3Region() == null && endpoint != null ? regionOfOther() : s3.getS3Region(),
        pathStyle == null ? endpoint != null : pathStyle,
        credentials(options));
  }

  /** Other stores seldom care; a machine of Amazon's is not asked, which takes its time. */
  private static String regionOfOther() {
    try {
      return new AwsRegionProviderChain(
              new SystemSettingsRegionProvider(),
              new AwsProfileRegionProvider(ProfileFile::defaultProfileFile, null))
          .getRegion()
          .id();
    } catch (SdkClientException e) {
      return REGION_OF_OTHER_STORES;
    }
  }

  private static AwsCredentialsProvider credentials(PipelineOptions options) {
    S3StoreOptions s3 = options.as(S3StoreOptions.class);
    try {
      String accessKey = StoreSecrets.get(options, "s3AccessKey", s3.getS3AccessKey());
      if (accessKey == null) {
        return options.as(AwsOptions.class).getAwsCredentialsProvider();
      }
      String secretKey =
          StoreSecrets.get(options, "s3SecretKey", String.valueOf(s3.getS3SecretKey()));
      String token = StoreSecrets.get(options, "s3SessionToken", s3.getS3SessionToken());
      return StaticCredentialsProvider.create(
          token == null
              ? AwsBasicCredentials.create(accessKey, secretKey)
              : AwsSessionCredentials.create(accessKey, secretKey, token));
    } catch (StoreSettingsException e) {
      // Whoever checks the options says so; what is opened before fails with the same sentence.
      return () -> {
        throw SdkClientException.create(e.getMessage(), e);
      };
    }
  }

  /** A client for work, which has the patience that a crowded store asks for. */
  S3ClientBuilder client() {
    return client(RETRIES);
  }

  /** A client for checks. */
  S3ClientBuilder clientOfChecks() {
    return client(RETRIES_OF_CHECKS);
  }

  private S3ClientBuilder client(int retries) {
    RetryPolicy retry =
        RetryPolicy.builder(RetryMode.STANDARD)
            .numRetries(retries)
            // Each request by itself: one that the store puts off says nothing of the next.
            .retryCapacityCondition(context -> true)
            .build();
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(
                ApacheHttpClient.builder()
                    .connectionTimeout(CONNECT_LIMIT)
                    .socketTimeout(SILENCE_LIMIT)
                    .maxConnections(CONNECTIONS))
            .overrideConfiguration(config -> config.retryPolicy(retry))
            .credentialsProvider(credentials)
            .forcePathStyle(pathStyle);
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    if (region != null) {
      builder.region(Region.of(region));
    }
    return builder;
  }

  /** Where it is, for sentences. */
  String place() {
    if (endpoint != null) {
      return endpoint.toString();
    }
    return region == null ? "S3" : "S3 in " + region;
  }
}
