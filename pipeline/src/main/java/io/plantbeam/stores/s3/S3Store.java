package io.plantbeam.stores.s3;

import io.plantbeam.stores.object.ObjectName;
import io.plantbeam.stores.object.ObjectStore;
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
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/** Amazon's S3, and other stores that speak its protocol. */
public final class S3Store implements ObjectStore {
  /** As many as one request can name. */
  private static final int DELETED_TOGETHER = 1000;

  private Clients clients = new Clients(null);

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
  public synchronized void configure(PipelineOptions options) {
    S3Settings settings = S3Settings.of(options);
    S3Options ofBeam = options.as(S3Options.class);
    if (ofBeam.getS3ClientFactoryClass() != S3ClientFactory.class) {
      ofBeam.setS3ClientFactoryClass(S3ClientFactory.class);
    }
    clients = new Clients(settings);
  }

  private synchronized Clients clients() {
    if (clients.settings == null) {
      configure(PipelineOptionsFactory.create());
    }
    return clients;
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
  public Optional<String> problemWith(ObjectName name) {
    try {
      clients()
          .checks()
          .listObjectsV2(
              request ->
                  request.bucket(name.bucket()).prefix(name.keyBeforeWildcards()).maxKeys(1));
      return Optional.empty();
    } catch (SdkException e) {
      return isBusy(e) || mayReadThisOne(name, e) ? Optional.empty() : explain(name, e);
    }
  }

  /** Then there is nothing wrong but that it takes patience. */
  private static boolean isBusy(SdkException failure) {
    return failure instanceof SdkServiceException answer && answer.statusCode() >= 500;
  }

  /** Whoever may not list a bucket may still read an object whose name is known. */
  private boolean mayReadThisOne(ObjectName name, SdkException listing) {
    if (!(listing instanceof SdkServiceException answer)
        || answer.statusCode() != 403
        || name.key().isEmpty()
        || name.isPattern()) {
      return false;
    }
    try {
      clients().checks().headObject(request -> request.bucket(name.bucket()).key(name.key()));
      return true;
    } catch (SdkException e) {
      return false;
    }
  }

  @Override
  public Optional<String> explain(ObjectName name, Throwable failure) {
    return S3Failures.sentence(failure, name, clients().settings);
  }

  @Override
  public boolean isMissing(Throwable failure) {
    return answer(failure).filter(answer -> answer.statusCode() == 404).isPresent();
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

  private void explained(ObjectName name, String what, Runnable work) throws IOException {
    try {
      work.run();
    } catch (SdkException e) {
      throw new IOException(
          "%s %s: %s".formatted(name, what, explain(name, e).orElse(e.getMessage())), e);
    }
  }

  /** Made when they are first needed: most jobs need none. */
  private static final class Clients {
    private final S3Settings settings;
    private S3Client work;
    private S3Client checks;

    private Clients(S3Settings settings) {
      this.settings = settings;
    }

    private synchronized S3Client work() {
      if (work == null) {
        work = settings.client().build();
      }
      return work;
    }

    private synchronized S3Client checks() {
      if (checks == null) {
        checks = settings.clientOfChecks().build();
      }
      return checks;
    }
  }
}
