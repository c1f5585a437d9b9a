package io.plantbeam.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import io.plantbeam.config.InvalidOptionsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentsTest {
  @TempDir Path folder;
  private final CountDownLatch silent = new CountDownLatch(1);
  private HttpServer server;
  private String url;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    url = "http://127.0.0.1:" + server.getAddress().getPort();
    serve("/ok", 200, "text".getBytes(StandardCharsets.UTF_8));
    serve("/large", 200, new byte[Documents.MAX_BYTES + 1]);
    serve("/none", 404, new byte[0]);
    server.createContext(
        "/silent",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('x');
          exchange.getResponseBody().flush();
          try {
            silent.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
    server.start();
  }

  private void serve(String path, int status, byte[] body) {
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  @AfterEach
  void stop() {
    silent.countDown();
    server.stop(0);
  }

  @Test
  void aPathAFileUriAndAServerAreRead() throws IOException {
    Path file = Files.writeString(folder.resolve("a.yaml"), "text");
    assertEquals("text", Documents.read(file.toString()));
    assertEquals("text", Documents.read(file.toUri().toString()));
    assertEquals("text", Documents.read(url + "/ok"));
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertEquals(folder + "/none cannot be read: there is no such file", problem(folder + "/none"));
    assertEquals(url + "/none cannot be read: the server answers 404", problem(url + "/none"));
    assertEquals(
        "nowhere://a/b cannot be read: this is not a path or URI that can be read",
        problem("nowhere://a/b"));
  }

  @Test
  void noMoreIsReadThanATemplateMayHave() throws IOException {
    Path file = Files.write(folder.resolve("large.yaml"), new byte[Documents.MAX_BYTES + 1]);
    String tooLarge = " cannot be read: it has more than %d bytes".formatted(Documents.MAX_BYTES);
    assertEquals(file + tooLarge, problem(file.toString()));
    assertEquals(url + "/large" + tooLarge, problem(url + "/large"));
  }

  @Test
  void whatIsNoTextIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("a.bin"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertEquals(file + " cannot be read: it is not UTF-8 text", problem(file.toString()));
  }

  @Test
  void aServerThatFallsSilentIsNotWaitedForLong() {
    InvalidOptionsException refused =
        assertThrows(
            InvalidOptionsException.class,
            () -> Documents.read(url + "/silent", Duration.ofSeconds(1)));
    assertEquals(
        List.of(url + "/silent cannot be read: it does not end within 1 s"), refused.problems());
  }

  private static String problem(String name) {
    List<String> problems =
        assertThrows(InvalidOptionsException.class, () -> Documents.read(name)).problems();
    assertEquals(1, problems.size());
    return problems.get(0);
  }
}
