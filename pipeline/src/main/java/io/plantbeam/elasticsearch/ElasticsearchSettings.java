package io.plantbeam.elasticsearch;

import io.plantbeam.config.SettingsFile;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where Elasticsearch is, and how to log in.
 *
 * <p>Certificates are read when the settings are made, so that workers need none of the files that
 * the configuration names. Secrets are not part of {@link #toString}.
 */
public final class ElasticsearchSettings implements Serializable {
  private static final long serialVersionUID = 1;

  /** The key of the API key. */
  public static final String API_KEY = "api_key";

  private static final String USERNAME = "username";
  private static final String PASSWORD = "password";
  private static final String TRUSTSTORE = "ssl.truststore.location";
  private static final String TRUSTSTORE_PASSWORD = "ssl.truststore.password";
  private static final String TRUSTSTORE_TYPE = "ssl.truststore.type";
  private static final String AUTHORITIES = "ssl.certificate_authorities";

  /** The keys of the configuration file. */
  public static final Set<String> KEYS =
      Set.of(
          USERNAME,
          PASSWORD,
          API_KEY,
          TRUSTSTORE,
          TRUSTSTORE_PASSWORD,
          TRUSTSTORE_TYPE,
          AUTHORITIES);

  /** Elasticsearch's rules for index names, less the characters that patterns are made of. */
  public static final String PREFIX = "[a-z0-9][a-z0-9._-]{0,99}";

  private final List<String> urls;
  private final String prefix;
  private final String username;
  private final String password;
  private final String apiKey;
  private final ElasticsearchTrust trust;

  private ElasticsearchSettings(
      List<String> urls, String prefix, Properties config, ElasticsearchTrust trust) {
    this.urls = List.copyOf(urls);
    this.prefix = prefix;
    this.username = config.getProperty(USERNAME);
    this.password = config.getProperty(PASSWORD);
    this.apiKey = config.getProperty(API_KEY);
    this.trust = trust;
  }

  /** Settings without login for plain connections. */
  public static ElasticsearchSettings of(List<String> urls, String prefix) {
    return of(urls, prefix, new Properties());
  }

  /**
   * Settings with what a configuration file says.
   *
   * @param urls such as {@code http://host:9200}
   * @param prefix what the names of all indices begin with, of the form {@link #PREFIX}
   * @param config of {@link #KEYS}
   * @throws IllegalArgumentException with the {@link #problems}, a line each
   */
  public static ElasticsearchSettings of(List<String> urls, String prefix, Properties config) {
    List<String> problems = problems(config);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    return new ElasticsearchSettings(urls, prefix, config, trust(config));
  }

  /** A sentence for each thing that is wrong with a configuration file; none if it can be used. */
  public static List<String> problems(Properties config) {
    List<String> problems = new ArrayList<>();
    for (String key : new TreeSet<>(config.stringPropertyNames())) {
      if (!KEYS.contains(key)) {
        problems.add(
            "--elasticsearchConfig: unknown key '%s'; allowed are %s"
                .formatted(key, String.join(", ", new TreeSet<>(KEYS))));
      }
    }
    boolean login = config.containsKey(USERNAME);
    if (login != config.containsKey(PASSWORD)) {
      problems.add("--elasticsearchConfig: username and password go together; one is missing");
    }
    if (login && config.containsKey(API_KEY)) {
      problems.add("--elasticsearchConfig: give either username and password, or api_key");
    }
    if (config.containsKey(TRUSTSTORE) && config.containsKey(AUTHORITIES)) {
      problems.add(
          "--elasticsearchConfig: give either ssl.truststore.location or"
              + " ssl.certificate_authorities");
    } else {
      try {
        trust(config);
      } catch (IllegalArgumentException e) {
        problems.add("--elasticsearchConfig: " + e.getMessage());
      }
    }
    return problems;
  }

  public List<String> urls() {
    return urls;
  }

  /** The index of a schema's records. */
  public String index(String schemaName) {
    return prefix + "-" + schemaName;
  }

  String username() {
    return username;
  }

  String password() {
    return password;
  }

  String apiKey() {
    return apiKey;
  }

  /** What server certificates are checked against; null for the JVM's own. */
  ElasticsearchTrust trust() {
    return trust;
  }

  @Override
  public String toString() {
    return "ElasticsearchSettings[urls=%s, prefix=%s]".formatted(urls, prefix);
  }

  private static ElasticsearchTrust trust(Properties config) {
    String truststore = config.getProperty(TRUSTSTORE);
    if (truststore != null) {
      return ElasticsearchTrust.ofStore(
          read(TRUSTSTORE, truststore),
          config.getProperty(TRUSTSTORE_TYPE, "PKCS12"),
          config.getProperty(TRUSTSTORE_PASSWORD),
          truststore);
    }
    String authorities = config.getProperty(AUTHORITIES);
    return authorities == null
        ? null
        : ElasticsearchTrust.ofPem(read(AUTHORITIES, authorities), authorities);
  }

  private static byte[] read(String key, String file) {
    try {
      return SettingsFile.bytes(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s=%s: cannot be read: %s".formatted(key, file, SettingsFile.reason(file, e)), e);
    }
  }
}
