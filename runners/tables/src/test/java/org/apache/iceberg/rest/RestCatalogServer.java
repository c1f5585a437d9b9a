package org.apache.iceberg.rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.rest.HTTPRequest.HTTPMethod;
import org.apache.iceberg.rest.RESTCatalogAdapter.Route;
import org.apache.iceberg.rest.responses.ErrorResponse;
import org.apache.iceberg.util.Pair;

/**
 * Iceberg's own REST catalog for tests, on a port. It is in this package since what it calls is for
 * this package alone.
 */
public final class RestCatalogServer implements AutoCloseable {
  private final RESTCatalogAdapter adapter;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final String token;

  /**
   * @param token what clients have to show
   */
  public RestCatalogServer(Catalog catalog, String token) throws IOException {
    this.adapter = new RESTCatalogAdapter(catalog);
    this.token = token;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  public String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] request = exchange.getRequestBody().readAllBytes();
      int status = 200;
      Object response;
      if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        status = 401;
        response =
            ErrorResponse.builder()
                .responseCode(status)
                .withType("NotAuthorizedException")
                .withMessage("wrong token")
                .build();
      } else {
        try {
          response = handle(exchange, request);
        } catch (RuntimeException e) {
          ErrorResponse.Builder error = ErrorResponse.builder();
          RESTCatalogAdapter.configureResponseFromException(e, error);
          ErrorResponse built = error.build();
          status = built.code();
          response = built;
        }
      }
      boolean none = response == null || exchange.getRequestMethod().equals("HEAD");
      byte[] body = none ? new byte[0] : RESTObjectMapper.mapper().writeValueAsBytes(response);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(none && status == 200 ? 204 : status, none ? -1 : body.length);
      if (!none) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private Object handle(HttpExchange exchange, byte[] request) throws IOException {
    Pair<Route, Map<String, String>> found =
        Route.from(
            HTTPMethod.valueOf(exchange.getRequestMethod()),
            exchange.getRequestURI().getPath().substring(1));
    Route route = found.first();
    Map<String, String> variables = new HashMap<>(found.second());
    String query = exchange.getRequestURI().getQuery();
    if (query != null) {
      for (String each : query.split("&", -1)) {
        int equals = each.indexOf('=');
        variables.put(each.substring(0, equals), each.substring(equals + 1));
      }
    }
    Object body =
        route.requestClass() == null || request.length == 0
            ? null
            : RESTObjectMapper.mapper().readValue(request, route.requestClass());
    return adapter.handleRequest(route, variables, body, route.responseClass());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
