package io.plantbeam.tools.lake;

import io.plantbeam.config.Secrets;
import io.plantbeam.tables.StoreSettings;
import java.util.List;
import picocli.CommandLine.Option;

/** How stores of objects are reached: the options of the job, for the tables of its lake. */
final class StoreOptions {
  @Option(
      names = "--s3Endpoint",
      paramLabel = "URL",
      description = "S3: address of a store that is not Amazon's.")
  private String endpoint;

  @Option(names = "--s3Region", paramLabel = "REGION", description = "S3: region of the buckets.")
  private String region;

  @Option(
      names = "--s3PathStyle",
      paramLabel = "true|false",
      description =
          "S3: whether a bucket is part of the path, and not of the host's name. Without it, where"
              + " --s3Endpoint is given.")
  private Boolean pathStyle;

  @Option(
      names = "--s3AccessKey",
      paramLabel = Secrets.FORMS,
      description =
          "S3: where the id of the access key is. Without it, credentials are found as by every AWS"
              + " client.")
  private String accessKey;

  @Option(
      names = "--s3SecretKey",
      paramLabel = Secrets.FORMS,
      description = "S3: where the secret key is.")
  private String secretKey;

  @Option(
      names = "--s3SessionToken",
      paramLabel = Secrets.FORMS,
      description = "S3: where the session token of a temporary key is.")
  private String sessionToken;

  /** The settings; what is wrong with them is added to the problems. */
  StoreSettings settings(List<String> problems) {
    if ((accessKey == null) != (secretKey == null)) {
      problems.add("--s3AccessKey and --s3SecretKey are given together.");
    }
    return new StoreSettings(
        endpoint,
        region,
        pathStyle,
        secret("--s3AccessKey", accessKey, problems),
        secret("--s3SecretKey", secretKey, problems),
        secret("--s3SessionToken", sessionToken, problems));
  }

  private static String secret(String option, String reference, List<String> problems) {
    if (reference == null) {
      return null;
    }
    try {
      return Secrets.resolve(reference);
    } catch (IllegalArgumentException e) {
      problems.add("%s: %s.".formatted(option, e.getMessage()));
      return null;
    }
  }
}
