package io.plantbeam.stores.s3;

import io.plantbeam.stores.object.ObjectName;
import io.plantbeam.stores.object.StoreFailures;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Makes of a failure of an S3 client a sentence that says what to change. */
final class S3Failures {
  private static final Pattern EXPECTED_REGION =
      Pattern.compile("(?:expecting|expected:?) '([a-z0-9-]+)'");

  private final ObjectName name;
  private final S3Settings settings;

  private S3Failures(ObjectName name, S3Settings settings) {
    this.name = name;
    this.settings = settings;
  }

  /** The sentence, without a full stop; empty where it is not a failure of the client's. */
  static Optional<String> sentence(Throwable failure, ObjectName name, S3Settings settings) {
    S3Failures failures = new S3Failures(name, settings);
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AwsServiceException answer) {
        return Optional.of(failures.ofAnswer(answer));
      }
      if (cause instanceof SdkClientException client) {
        return Optional.of(failures.ofClient(client));
      }
      if (cause instanceof SdkException) {
        return Optional.of(StoreFailures.oneLine(cause.getMessage()));
      }
    }
    return Optional.empty();
  }

  private String ofAnswer(AwsServiceException answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    String code = details == null || details.errorCode() == null ? "" : details.errorCode();
    return switch (code) {
      case "NoSuchBucket" ->
          "there is no bucket %s at %s".formatted(name.bucket(), settings.place());
      case "NoSuchKey" -> "there is no such object";
      case "AccessDenied", "AllAccessDisabled", "AccountProblem" -> mayNot();
      case "InvalidAccessKeyId" ->
          "%s does not know the access key; check the credentials".formatted(settings.place());
      case "SignatureDoesNotMatch" ->
          "%s refuses the signature: the secret key is not that of the access key"
              .formatted(settings.place());
      case "ExpiredToken", "InvalidToken", "TokenRefreshRequired" ->
          "the session token of the credentials is not valid, or not any more";
      case "RequestTimeTooSkewed" ->
          StoreFailures.clock(settings.place(), header(answer, "Date").orElse(null));
      case "PermanentRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException",
          "TemporaryRedirect" ->
          region(answer);
      case "SlowDown", "ServiceUnavailable", "InternalError", "RequestTimeout" ->
          "%s cannot answer now (%s)".formatted(settings.place(), code);
      default -> byStatus(answer, code);
    };
  }

  /** Of a request for an object's head the answer has no more than its number. */
  private String byStatus(AwsServiceException answer, String code) {
    return switch (answer.statusCode()) {
      case 301, 307 -> region(answer);
      case 403 -> mayNot();
      case 404 -> "there is no such bucket or object";
      default ->
          "%s answers %d%s%s"
              .formatted(
                  settings.place(),
                  answer.statusCode(),
                  code.isEmpty() ? "" : " " + code,
                  answer.awsErrorDetails() == null
                          || answer.awsErrorDetails().errorMessage() == null
                      ? ""
                      : " ("
                          + StoreFailures.oneLine(answer.awsErrorDetails().errorMessage())
                          + ")");
    };
  }

  private String mayNot() {
    return "the credentials may not do this in bucket %s at %s; needed are s3:ListBucket for what is read, s3:GetObject, and s3:PutObject and s3:AbortMultipartUpload for what is written"
        .formatted(name.bucket(), settings.place());
  }

  private String region(AwsServiceException answer) {
    String known = header(answer, "x-amz-bucket-region").orElse(null);
    if (known == null) {
      Matcher expected = EXPECTED_REGION.matcher(String.valueOf(answer.getMessage()));
      known = expected.find() ? expected.group(1) : null;
    }
    String given = settings.region() == null ? "" : ", not in " + settings.region();
    return known == null
        ? "bucket %s is in another region%s; give it with --s3Region"
            .formatted(name.bucket(), settings.region() == null ? "" : " than " + settings.region())
        : "bucket %s is in region %s%s; give --s3Region=%s"
            .formatted(name.bucket(), known, given, known);
  }

  private static Optional<String> header(AwsServiceException answer, String header) {
    AwsErrorDetails details = answer.awsErrorDetails();
    return details == null || details.sdkHttpResponse() == null
        ? Optional.empty()
        : details.sdkHttpResponse().firstMatchingHeader(header);
  }

  private String ofClient(SdkClientException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return settings.endpoint() != null && !settings.pathStyle()
            ? "there is no host %s; where buckets are no part of the host's name, leave --s3PathStyle=false out"
                .formatted(cause.getMessage())
            : "there is no host for %s; check %s"
                .formatted(
                    settings.place(), settings.endpoint() == null ? "--s3Region" : "--s3Endpoint");
      }
      if (cause instanceof ConnectException || cause instanceof SocketTimeoutException) {
        return "nothing answers at %s; check --s3Endpoint and the network"
            .formatted(settings.place());
      }
      if (cause instanceof SSLException) {
        return "%s cannot be spoken to by TLS: %s"
            .formatted(settings.place(), StoreFailures.oneLine(cause.getMessage()));
      }
    }
    String message = StoreFailures.oneLine(failure.getMessage());
    if (message.contains("Unable to load credentials")) {
      return "there are no credentials: neither --s3AccessKey and --s3SecretKey, nor AWS_ACCESS_KEY_ID, a profile, a web identity or the role of a machine";
    }
    if (message.contains("region")) {
      return "no region is known; give --s3Region, or set AWS_REGION";
    }
    return message;
  }
}
