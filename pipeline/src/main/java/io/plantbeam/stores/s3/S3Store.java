package io.plantbeam.stores.s3;

import io.plantbeam.stores.object.ClientStore;
import io.plantbeam.stores.object.Clients;
import io.plantbeam.stores.object.ObjectName;
import io.plantbeam.stores.object.Spool;
import io.plantbeam.stores.object.StoredObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.io.aws2.options.AwsOptions;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.options.PipelineOptions;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/** Amazon's S3, and other stores that speak its protocol. */
public final class S3Store extends ClientStore<Clients<S3Settings, S3Client>> {
  /** As many as one request can name. */
  private static final int DELETED_TOGETHER = 1000;

  @Override
  public String scheme() {
    return "s3";
  }

  @Override
  public Set<String> otherSchemes() {
    return Set.of("s3a", "s3n");
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return S3StoreOptions.class;
  }

  @Override
  public List<String> refusals(PipelineOptions options) {
    return options.as(AwsOptions.class).getAwsCredentialsProvider()
            instanceof StaticCredentialsProvider
        ? List.of(
            "--awsCredentialsProvider: has keys in it, which engines would show; give --s3AccessKey"
                + " and --s3SecretKey, which say where the keys are")
        : List.of();
  }

  @Override
  protected Clients<S3Settings, S3Client> clients(PipelineOptions options) {
    S3Settings settings = S3Settings.of(options);
    S3Options ofBeam = options.as(S3Options.class);
    if (ofBeam.getS3ClientFactoryClass() != S3ClientFactory.class) {
      ofBeam.setS3ClientFactoryClass(S3ClientFactory.class);
    }
    return new Clients<>(
        settings, () -> settings.client().build(), () -> settings.clientOfChecks().build());
  }

  @Override
  public void put(Spool content, ObjectName name) throws IOException {
    explained(name, "cannot be written", () -> new S3Upload(clients().work(), name).put(content));
  }

  @Override
  public void tryToWrite(ObjectName directory) throws IOException {
    ObjectName tried = directory.resolve(".preflight");
    explained(
        directory,
        "cannot be written to",
        () -> {
          S3Client client = clients().checks();
          // Needs what writing needs, and makes no object.
          String upload =
              client
                  .createMultipartUpload(request -> request.bucket(tried.bucket()).key(tried.key()))
                  .uploadId();
          client.abortMultipartUpload(
              request -> request.bucket(tried.bucket()).key(tried.key()).uploadId(upload));
        });
  }

  @Override
  protected void askForOne(ObjectName beginning) {
    clients()
        .checks()
        .listObjectsV2(
            request -> request.bucket(beginning.bucket()).prefix(beginning.key()).maxKeys(1));
  }

  @Override
  protected void askFor(ObjectName name) {
    clients().checks().headObject(request -> request.bucket(name.bucket()).key(name.key()));
  }

  @Override
  protected Optional<String> sentence(ObjectName name, Throwable failure) {
    return S3Failures.sentence(failure, name, clients().settings());
  }

  @Override
  protected int status(Throwable failure) {
    return answer(failure).map(SdkServiceException::statusCode).orElse(0);
  }

  @Override
  public boolean mayPass(Throwable failure) {
    return answer(failure)
        .map(answer -> answer.statusCode() >= 500 || answer.isThrottlingException())
        .orElse(failure instanceof IOException || failure instanceof SdkException);
  }

  private static Optional<SdkServiceException> answer(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SdkServiceException answer) {
        return Optional.of(answer);
      }
    }
    return Optional.empty();
  }

  @Override
  public List<StoredObject> list(ObjectName prefix) throws IOException {
    List<StoredObject> objects = new ArrayList<>();
    explained(
        prefix,
        "cannot be listed",
        () ->
            clients()
                .work()
                .listObjectsV2Paginator(
                    request -> request.bucket(prefix.bucket()).prefix(prefix.key()))
                .contents()
                .stream()
                // What some tools make for a folder is no file.
                .filter(object -> !object.key().endsWith("/"))
                .forEach(
                    object ->
                        objects.add(
                            new StoredObject(
                                new ObjectName(prefix.scheme(), prefix.bucket(), object.key()),
                                object.size()))));
    return objects;
  }

  @Override
  public void delete(List<ObjectName> names) throws IOException {
    for (int from = 0; from < names.size(); from += DELETED_TOGETHER) {
      deleteTogether(names.subList(from, Math.min(names.size(), from + DELETED_TOGETHER)));
    }
  }

  private void deleteTogether(List<ObjectName> names) throws IOException {
    List<S3Error> refused = new ArrayList<>();
    explained(
        names.get(0),
        "cannot be deleted",
        () ->
            refused.addAll(
                clients()
                    .work()
                    .deleteObjects(
                        request ->
                            request
                                .bucket(names.get(0).bucket())
                                .delete(
                                    all ->
                                        all.quiet(true)
                                            .objects(
                                                names.stream()
                                                    .map(
                                                        name ->
                                                            ObjectIdentifier.builder()
                                                                .key(name.key())
                                                                .build())
                                                    .toList())))
                    .errors()));
    refused.removeIf(error -> "NoSuchKey".equals(error.code()));
    if (!refused.isEmpty()) {
      S3Error first = refused.get(0);
      throw new IOException(
          "%s cannot be deleted%s: %s"
              .formatted(
                  new ObjectName(scheme(), names.get(0).bucket(), first.key()),
                  refused.size() == 1 ? "" : ", nor can %,d more".formatted(refused.size() - 1),
                  "AccessDenied".equals(first.code())
                      ? "the credentials may not do this; needed is s3:DeleteObject"
                      : "%s (%s)".formatted(first.message(), first.code())));
    }
  }

  @Override
  public int forgetUnfinished(ObjectName directory, Duration age) throws IOException {
    int[] count = new int[1];
    explained(
        directory,
        "has uploads that cannot be listed or ended",
        () -> count[0] = UnfinishedUploads.forget(clients().checks(), directory, age));
    return count[0];
  }
}
