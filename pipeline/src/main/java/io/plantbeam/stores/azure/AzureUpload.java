package io.plantbeam.stores.azure;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import com.azure.storage.blob.options.BlockBlobStageBlockOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.plantbeam.stores.object.Spool;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * Sends an object: in one request, or, where it is large, in blocks that become the object with the
 * last request. Either way it is there whole, or not at all. Blocks that belong to no object vanish
 * by themselves after a week.
 */
final class AzureUpload {
  /** What a retry sends again at most, and so what a lost connection costs. */
  private static final long BLOCK_BYTES = 32L << 20;

  private static final int MAX_BLOCKS = 50_000;
  private static final int ALREADY_DONE_OR_GONE = 400;

  private final BlockBlobClient blob;
  private final long blockBytes;

  AzureUpload(BlockBlobClient blob) {
    this(blob, BLOCK_BYTES);
  }

  /** An upload in blocks of another size. */
  AzureUpload(BlockBlobClient blob, long blockBytes) {
    this.blob = blob;
    this.blockBytes = blockBytes;
  }

  void put(Spool content) {
    if (content.length() <= blockBytes) {
      blob.uploadWithResponse(
          new BlockBlobSimpleUploadOptions(data(content, 0, content.length()))
              .setHeaders(headers()),
          null,
          Context.NONE);
      return;
    }
    List<String> blocks = stage(content);
    try {
      blob.commitBlockListWithResponse(
          new BlockBlobCommitBlockListOptions(blocks).setHeaders(headers()), null, Context.NONE);
    } catch (BlobStorageException e) {
      // The answer to the first attempt was lost, or another worker has ended the same object,
      // which forgets the blocks of all others.
      if (e.getStatusCode() != ALREADY_DONE_OR_GONE || !isThere(content.length())) {
        throw e;
      }
    }
  }

  private List<String> stage(Spool content) {
    long size = Math.max(blockBytes, (content.length() + MAX_BLOCKS - 1) / MAX_BLOCKS);
    UUID upload = UUID.randomUUID();
    List<String> blocks = new ArrayList<>();
    for (long start = 0; start < content.length(); start += size) {
      String block = id(upload, blocks.size());
      blob.stageBlockWithResponse(
          new BlockBlobStageBlockOptions(
              block, data(content, start, Math.min(size, content.length() - start))),
          null,
          Context.NONE);
      blocks.add(block);
    }
    return blocks;
  }

  /** No other upload of the object has it. */
  private static String id(UUID upload, int number) {
    return Base64.getEncoder()
        .encodeToString(
            ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
                .putLong(upload.getMostSignificantBits())
                .putLong(upload.getLeastSignificantBits())
                .putInt(number)
                .array());
  }

  private boolean isThere(long length) {
    try {
      return blob.getProperties().getBlobSize() == length;
    } catch (BlobStorageException e) {
      return false;
    }
  }

  /** Sends an object if there is none of this name, and tells whether it was. */
  boolean putIfAbsent(byte[] content) {
    try {
      blob.uploadWithResponse(
          new BlockBlobSimpleUploadOptions(BinaryData.fromBytes(content))
              .setHeaders(headers())
              .setRequestConditions(new BlobRequestConditions().setIfNoneMatch("*")),
          null,
          Context.NONE);
      return true;
    } catch (BlobStorageException e) {
      if (!BlobErrorCode.BLOB_ALREADY_EXISTS.equals(e.getErrorCode())) {
        throw e;
      }
      return false;
    }
  }

  /**
   * Tries whether an object may be written, and writes none: the store looks at the condition last.
   */
  void tryOut() {
    try {
      blob.uploadWithResponse(
          new BlockBlobSimpleUploadOptions(BinaryData.fromBytes(new byte[0]))
              .setRequestConditions(new BlobRequestConditions().setIfMatch("\"0x0\"")),
          null,
          Context.NONE);
    } catch (BlobStorageException e) {
      if (e.getStatusCode() != java.net.HttpURLConnection.HTTP_PRECON_FAILED) {
        throw e;
      }
    }
  }

  private static BlobHttpHeaders headers() {
    return new BlobHttpHeaders().setContentType("application/octet-stream");
  }

  private static BinaryData data(Spool content, long from, long count) {
    return BinaryData.fromStream(content.read(from, count), count);
  }
}
