package io.plantbeam.stores.s3;

import io.plantbeam.stores.object.ObjectName;
import io.plantbeam.stores.object.Spool;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Sends an object: in one request, or, where it is large, in parts that become the object with the
 * last request. Either way it is there whole, or not at all.
 */
final class S3Upload {
  private static final Logger LOG = LoggerFactory.getLogger(S3Upload.class);
  private static final String BYTES = "application/octet-stream";

  /** What a retry sends again at most, and so what a lost connection costs. */
  private static final long PART_BYTES = 32L << 20;

  private static final int MAX_PARTS = 10_000;

  private final S3Client client;
  private final ObjectName name;
  private final long partBytes;

  S3Upload(S3Client client, ObjectName name) {
    this(client, name, PART_BYTES);
  }

  /**
   * An upload in parts of another size.
   *
   * @param partBytes at least 5 MiB, by the protocol
   */
  S3Upload(S3Client client, ObjectName name, long partBytes) {
    this.client = client;
    this.name = name;
    this.partBytes = partBytes;
  }

  void put(Spool content) {
    if (content.length() <= partBytes) {
      client.putObject(
          request -> request.bucket(name.bucket()).key(name.key()).contentType(BYTES),
          body(content, 0, content.length()));
      return;
    }
    String upload =
        client
            .createMultipartUpload(
                request -> request.bucket(name.bucket()).key(name.key()).contentType(BYTES))
            .uploadId();
    try {
      List<CompletedPart> parts = sendParts(content, upload);
      complete(parts, upload, content.length());
    } catch (RuntimeException e) {
      forget(upload);
      throw e;
    }
  }

  /** Where the answer was lost, a repetition finds no such upload any more, but the object. */
  private void complete(List<CompletedPart> parts, String upload, long length) {
    try {
      client.completeMultipartUpload(
          request ->
              request
                  .bucket(name.bucket())
                  .key(name.key())
                  .uploadId(upload)
                  .multipartUpload(all -> all.parts(parts)));
    } catch (SdkException e) {
      if (!isThere(length)) {
        throw e;
      }
    }
  }

  private boolean isThere(long length) {
    try {
      return client
              .headObject(request -> request.bucket(name.bucket()).key(name.key()))
              .contentLength()
          == length;
    } catch (SdkException e) {
      return false;
    }
  }

  private List<CompletedPart> sendParts(Spool content, String upload) {
    long size = Math.max(partBytes, (content.length() + MAX_PARTS - 1) / MAX_PARTS);
    List<CompletedPart> parts = new ArrayList<>();
    for (long start = 0; start < content.length(); start += size) {
      long count = Math.min(size, content.length() - start);
      int number = parts.size() + 1;
      String tag =
          client
              .uploadPart(
                  request ->
                      request
                          .bucket(name.bucket())
                          .key(name.key())
                          .uploadId(upload)
                          .partNumber(number),
                  body(content, start, count))
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
    }
    return parts;
  }

  private void forget(String upload) {
    try {
      client.abortMultipartUpload(
          request -> request.bucket(name.bucket()).key(name.key()).uploadId(upload));
    } catch (SdkException e) {
      LOG.warn("The upload of {} that failed is left to the next launch", name, e);
    }
  }

  private static RequestBody body(Spool content, long from, long count) {
    return RequestBody.fromContentProvider(() -> content.read(from, count), count, BYTES);
  }
}
