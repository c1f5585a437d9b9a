package io.plantbeam.tables;

/**
 * How stores of objects are reached. Any part can be null, for what the environment says.
 *
 * @param s3Endpoint address of a store other than Amazon's that speaks S3
 * @param s3Region of the buckets
 * @param s3PathStyle whether buckets are named in paths, and not in host names
 * @param s3AccessKey id of the key
 * @param s3SecretKey the key itself
 * @param s3SessionToken of a key for a time
 * @param objects what is in other stores
 */
public record StoreSettings(
    String s3Endpoint,
    String s3Region,
    Boolean s3PathStyle,
    String s3AccessKey,
    String s3SecretKey,
    String s3SessionToken,
    ObjectAccess objects) {
  /** What the environment says. */
  public static final StoreSettings DEFAULT =
      new StoreSettings(null, null, null, null, null, null, ObjectAccess.NONE);

  /** Without the keys. */
  @Override
  public String toString() {
    return "StoreSettings[s3Endpoint=%s, s3Region=%s]".formatted(s3Endpoint, s3Region);
  }
}
