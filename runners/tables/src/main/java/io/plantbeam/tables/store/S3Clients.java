package io.plantbeam.tables.store;

import java.util.Map;
import org.apache.iceberg.aws.AwsClientProperties;
import org.apache.iceberg.aws.HttpClientProperties;
import org.apache.iceberg.aws.s3.S3FileIOAwsClientFactory;
import org.apache.iceberg.aws.s3.S3FileIOProperties;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Clients of S3 by Iceberg's properties; Iceberg makes one by the name of the class. Its own
 * factory wants libraries of services that are not used, and sends checksums behind the content,
 * which not every store takes that speaks S3.
 */
public final class S3Clients implements S3FileIOAwsClientFactory {
  private S3FileIOProperties s3;
  private AwsClientProperties aws;
  private HttpClientProperties http;

  @Override
  public void initialize(Map<String, String> properties) {
    s3 = new S3FileIOProperties(properties);
    aws = new AwsClientProperties(properties);
    http = new HttpClientProperties(properties);
  }

  @Override
  public S3Client s3() {
    return S3Client.builder()
        .applyMutation(aws::applyClientRegionConfiguration)
        .applyMutation(http::applyHttpClientConfigurations)
        .applyMutation(s3::applyEndpointConfigurations)
        .applyMutation(s3::applyServiceConfigurations)
        .applyMutation(builder -> s3.applyCredentialConfigurations(aws, builder))
        .applyMutation(s3::applySignerConfiguration)
        .applyMutation(s3::applyRetryConfigurations)
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .build();
  }

  @Override
  public S3AsyncClient s3Async() {
    throw new UnsupportedOperationException("nothing here asks without waiting");
  }
}
