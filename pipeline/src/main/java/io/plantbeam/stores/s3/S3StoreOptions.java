package io.plantbeam.stores.s3;

import io.plantbeam.options.Parameter;
import io.plantbeam.options.ParameterType;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** The options of S3, and of other stores that speak its protocol. */
public interface S3StoreOptions extends PipelineOptions {
  @Parameter(
      order = 1,
      group = "Object stores",
      type = ParameterType.URL,
      example = "https://minio.plant.example:9000")
  @Description("S3: the store that s3:// means, where it is not Amazon's.")
  String getS3Endpoint();

  void setS3Endpoint(String value);

  @Parameter(
      order = 2,
      group = "Object stores",
      type = ParameterType.TEXT,
      value = "REGION",
      example = "eu-central-1",
      pattern = "[a-z0-9-]{1,40}",
      patternProblem = "is not a region; allowed are up to 40 of a-z, 0-9 and '-'")
  @Description(
      "S3: the region of the buckets. Without it, what AWS's own settings say; with another"
          + " endpoint, us-east-1 at last.")
  String getS3Region();

  void setS3Region(String value);

  @Parameter(order = 3, group = "Object stores", type = ParameterType.BOOLEAN, example = "false")
  @Description(
      "S3: whether a bucket is part of the path, and not of the host's name. Without it, where"
          + " --s3Endpoint is given.")
  Boolean getS3PathStyle();

  void setS3PathStyle(Boolean value);

  @Parameter(
      order = 4,
      group = "Object stores",
      type = ParameterType.SECRET,
      requiredWhen = {"s3SecretKey", "s3SessionToken"},
      example = "secret:env:S3_ACCESS_KEY")
  @Description(
      "S3: where the id of the access key is. Without it, each process finds its credentials as"
          + " every AWS client does.")
  String getS3AccessKey();

  void setS3AccessKey(String value);

  @Parameter(
      order = 5,
      group = "Object stores",
      type = ParameterType.SECRET,
      requiredWhen = {"s3AccessKey", "s3SessionToken"},
      example = "secret:env:S3_SECRET_KEY")
  @Description("S3: where the secret key is.")
  String getS3SecretKey();

  void setS3SecretKey(String value);

  @Parameter(
      order = 6,
      group = "Object stores",
      type = ParameterType.SECRET,
      example = "secret:env:S3_SESSION_TOKEN")
  @Description("S3: where the session token of a temporary key is.")
  String getS3SessionToken();

  void setS3SessionToken(String value);
}
