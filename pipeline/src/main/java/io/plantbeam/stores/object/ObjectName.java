package io.plantbeam.stores.object;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an object is, or where objects are whose keys begin alike.
 *
 * @param scheme of the store, such as {@code s3}
 * @param bucket or container
 * @param key without a slash at its beginning; empty for all of the bucket
 */
public record ObjectName(String scheme, String bucket, String key) {
  private static final Pattern URI =
      Pattern.compile(
          "(?<scheme>[a-z][a-z0-9+.-]*)://(?<bucket>[^/]+)(/(?<key>.*))?", Pattern.DOTALL);

  /** Whether a text is a URI that names a bucket. */
  public static boolean isOne(String uri) {
    return URI.matcher(uri).matches();
  }

  /**
   * Reads a URI.
   *
   * @throws IllegalArgumentException with the end of a sentence, if it names no bucket
   */
  public static ObjectName of(String uri) {
    Matcher parts = URI.matcher(uri);
    if (!parts.matches()) {
      throw new IllegalArgumentException("is not SCHEME://BUCKET/KEY");
    }
    String key = parts.group("key");
    return new ObjectName(parts.group("scheme"), parts.group("bucket"), key == null ? "" : key);
  }

  /** The beginning of the keys of all that is below it. */
  public String prefix() {
    return key.isEmpty() || key.endsWith("/") ? key : key + "/";
  }

  /** The key as far as it is no pattern. */
  public String keyBeforeWildcards() {
    return key.replaceFirst("[*?\\[{].*", "");
  }

  /** Whether it stands for all objects that match it. */
  public boolean isPattern() {
    return !key.equals(keyBeforeWildcards());
  }

  /** Another object of its bucket. */
  public ObjectName withKey(String other) {
    return new ObjectName(scheme, bucket, other);
  }

  /** An object below it. */
  public ObjectName resolve(String name) {
    return new ObjectName(scheme, bucket, prefix() + name);
  }

  /** The URI. */
  @Override
  public String toString() {
    return "%s://%s/%s".formatted(scheme, bucket, key);
  }
}
