package io.plantbeam.stores.s3;

import org.apache.beam.sdk.io.aws2.options.S3ClientBuilderFactory;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Gives Beam's file system the client that everything else has too. Beam makes it by its name. */
public final class S3ClientFactory implements S3ClientBuilderFactory {
  @Override
  public S3ClientBuilder createBuilder(S3Options options) {
    return S3Settings.of(options).client();
  }
}
