package io.plantbeam.stores.s3;

import io.plantbeam.stores.object.ObjectName;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** The uploads in parts that nobody will end: their process was killed. */
final class UnfinishedUploads {
  private UnfinishedUploads() {}

  /** Ends those that began so long ago. Returns how many there were. */
  static int forget(S3Client client, ObjectName directory, Duration age) {
    Instant before = Instant.now().minus(age);
    int count = 0;
    String[] after = new String[2];
    ListMultipartUploadsResponse page;
    do {
      page =
          client.listMultipartUploads(
              request ->
                  request
                      .bucket(directory.bucket())
                      .prefix(directory.prefix().isEmpty() ? null : directory.prefix())
                      .keyMarker(after[0])
                      .uploadIdMarker(after[1]));
      for (MultipartUpload upload : page.uploads()) {
        // Some stores give all of a bucket.
        if (upload.key().startsWith(directory.prefix()) && !upload.initiated().isAfter(before)) {
          client.abortMultipartUpload(
              request ->
                  request.bucket(directory.bucket()).key(upload.key()).uploadId(upload.uploadId()));
          count++;
        }
      }
      after[0] = page.nextKeyMarker();
      after[1] = page.nextUploadIdMarker();
    } while (Boolean.TRUE.equals(page.isTruncated()) && after[0] != null);
    return count;
  }
}
