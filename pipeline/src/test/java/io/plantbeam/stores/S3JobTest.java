package io.plantbeam.stores;

import io.plantbeam.servers.S3Server;
import io.plantbeam.testing.FaultyProxy.Fault;
import io.plantbeam.testing.SharedS3;
import java.util.Map;

class S3JobTest extends StoreJobs {
  @Override
  String newBucket() {
    return "s3://" + SharedS3.newBucket();
  }

  @Override
  int port() {
    return SharedS3.server().port();
  }

  @Override
  Map<String, String> options(String url) {
    return SharedS3.server().options(url);
  }

  @Override
  String secret() {
    return S3Server.SECRET_KEY;
  }

  @Override
  Fault busy() {
    return Fault.s3(503, "SlowDown", "Please reduce your request rate.");
  }

  @Override
  Map.Entry<String, String> missingBucket(String url) {
    return Map.entry(
        "s3://no-such-bucket-of-ours", "there is no bucket no-such-bucket-of-ours at " + url);
  }
}
