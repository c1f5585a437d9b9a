package io.plantbeam.elasticsearch;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.Node;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;

/** Makes clients that are logged in. */
final class ElasticsearchClients {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int ANSWER_MILLIS = 60_000;

  private ElasticsearchClients() {}

  /** A client of all servers of the settings; the caller closes it. */
  static RestClient create(ElasticsearchSettings settings) {
    SSLContext ssl = sslContext(settings.trust());
    RestClientBuilder builder =
        RestClient.builder(
                settings.urls().stream()
                    .map(url -> new Node(HttpHost.create(hostOf(url))))
                    .toArray(Node[]::new))
            .setRequestConfigCallback(
                requests ->
                    requests.setConnectTimeout(CONNECT_MILLIS).setSocketTimeout(ANSWER_MILLIS))
            .setHttpClientConfigCallback(http -> ssl == null ? http : http.setSSLContext(ssl));
    String path = URI.create(settings.urls().get(0)).getPath();
    if (path != null && path.length() > 1) {
      builder.setPathPrefix(path);
    }
    String login = authorization(settings);
    if (login != null) {
      builder.setDefaultHeaders(new Header[] {new BasicHeader("Authorization", login)});
    }
    return builder.build();
  }

  private static String hostOf(String url) {
    URI uri = URI.create(url);
    int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 9200;
    return "%s://%s:%d".formatted(uri.getScheme(), uri.getHost(), port);
  }

  private static String authorization(ElasticsearchSettings settings) {
    if (settings.apiKey() != null) {
      return "ApiKey " + settings.apiKey();
    }
    if (settings.username() == null) {
      return null;
    }
    String login = settings.username() + ":" + settings.password();
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  private static SSLContext sslContext(ElasticsearchTrust trust) {
    try {
      return trust == null ? null : trust.sslContext();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the trusted certificates cannot be loaded", e);
    }
  }
}
