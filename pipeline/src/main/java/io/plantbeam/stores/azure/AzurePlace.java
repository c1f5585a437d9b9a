package io.plantbeam.stores.azure;

import io.plantbeam.stores.object.StoreSettingsException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands for the bucket in a URI: {@code container@account.dfs.core.windows.net}.
 *
 * @param container of the objects
 * @param account of storage
 * @param host of the account's blobs, which every account answers at, with directories or without
 */
record AzurePlace(String container, String account, String host) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<container>[a-z0-9$][a-z0-9-]{2,62})@(?<account>[a-z0-9]{3,24})(?<zone>(\\.[a-z0-9-]+)+)");

  private static final String WITH_DIRECTORIES = ".dfs.";
  private static final String BLOBS = ".blob.";

  static boolean isOne(String bucket) {
    Matcher parts = FORM.matcher(bucket);
    return parts.matches()
        && (parts.group("zone").contains(WITH_DIRECTORIES) || parts.group("zone").contains(BLOBS));
  }

  static AzurePlace of(String bucket) {
    Matcher parts = FORM.matcher(bucket);
    if (!parts.matches()) {
      throw new StoreSettingsException("%s is not CONTAINER@ACCOUNT.dfs.…".formatted(bucket));
    }
    return new AzurePlace(
        parts.group("container"),
        parts.group("account"),
        parts.group("account") + parts.group("zone").replace(WITH_DIRECTORIES, BLOBS));
  }
}
