package io.plantbeam.stores.gcs;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.AbstractInputStreamContent;
import com.google.api.client.http.ByteArrayContent;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.StorageObject;
import io.plantbeam.stores.object.ObjectName;
import io.plantbeam.stores.object.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;

/**
 * Sends an object: in one request, or, where it is large, in parts of an upload that can be gone on
 * with. Either way it is there whole, or not at all: the last part makes the object, and an upload
 * that nobody ends is forgotten after a week.
 */
final class GcsUpload {
  private static final String BYTES = "application/octet-stream";

  /** What a retry sends again at most; by the protocol a multiple of 256 KiB. */
  private static final int PART_BYTES = 32 << 20;

  /** The generation of an object that is not there. */
  private static final long NONE = 0;

  private final Storage client;
  private final ObjectName name;
  private final int partBytes;

  GcsUpload(Storage client, ObjectName name) {
    this(client, name, PART_BYTES);
  }

  /**
   * An upload in parts of another size.
   *
   * @param partBytes a multiple of 256 KiB
   */
  GcsUpload(Storage client, ObjectName name, int partBytes) {
    this.client = client;
    this.name = name;
    this.partBytes = partBytes;
  }

  void put(Spool content) throws IOException {
    Storage.Objects.Insert request =
        client
            .objects()
            .insert(
                name.bucket(),
                new StorageObject().setName(name.key()).setContentType(BYTES),
                new Content(content));
    request.setFields("name");
    request.setDisableGZipContent(true);
    boolean inOne = content.length() <= partBytes;
    request.getMediaHttpUploader().setDirectUploadEnabled(inOne);
    if (!inOne) {
      request.getMediaHttpUploader().setChunkSize(partBytes);
    }
    request.execute();
  }

  /** Sends an object if there is none of this name, and tells whether it was. */
  boolean putIfAbsent(byte[] content) throws IOException {
    return putIf(NONE, content);
  }

  /** Tries whether an object may be written, and writes none: no object has this generation. */
  void tryOut() throws IOException {
    putIf(1, new byte[0]);
  }

  private boolean putIf(long generation, byte[] content) throws IOException {
    Storage.Objects.Insert request =
        client
            .objects()
            .insert(
                name.bucket(),
                new StorageObject().setName(name.key()).setContentType(BYTES),
                new ByteArrayContent(BYTES, content))
            .setIfGenerationMatch(generation);
    request.setDisableGZipContent(true);
    request.getMediaHttpUploader().setDirectUploadEnabled(true);
    try {
      request.execute();
      return true;
    } catch (GoogleJsonResponseException e) {
      if (e.getStatusCode() != HttpURLConnection.HTTP_PRECON_FAILED) {
        throw e;
      }
      return false;
    }
  }

  /** Can be sent again. */
  private static final class Content extends AbstractInputStreamContent {
    private final Spool content;

    private Content(Spool content) {
      super(BYTES);
      this.content = content;
    }

    @Override
    public InputStream getInputStream() {
      return content.read(0, content.length());
    }

    @Override
    public long getLength() {
      return content.length();
    }

    @Override
    public boolean retrySupported() {
      return true;
    }
  }
}
