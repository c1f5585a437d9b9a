package io.plantbeam.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Stands before an HTTP server, passes requests on, and fails those that a test wants to fail. Each
 * request has a connection of its own.
 */
public final class FaultyProxy implements AutoCloseable {
  private static final String EXPECTATION = "(?i)\r\nexpect: 100-continue";
  private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

  private final int target;
  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newCachedThreadPool(FaultyProxy::daemon);
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile Function<String, Fault> faults = request -> Fault.NONE;

  /**
   * What happens to a request.
   *
   * @param answer sent in place of the server's; null to pass the request on
   * @param sentBefore so many bytes of the request's content reach the server, and then both
   *     connections are closed
   * @param cutAfter so many bytes of the server's answer the connection is closed
   */
  public record Fault(String answer, long sentBefore, long cutAfter) {
    public static final Fault NONE = new Fault(null, Long.MAX_VALUE, Long.MAX_VALUE);

    /** The connection is closed after so many bytes of the answer. */
    public static Fault cutAfter(long bytes) {
      return new Fault(null, Long.MAX_VALUE, bytes);
    }

    /** The connections are closed after so many bytes of what is sent to the server. */
    public static Fault sentBefore(long bytes) {
      return new Fault(null, bytes, Long.MAX_VALUE);
    }

    /** The server's answer is another. */
    public static Fault answer(int status, String headers, String body) {
      return new Fault(
          "HTTP/1.1 %d Injected\r\nConnection: close\r\nContent-Type: application/%s\r\n%sContent-Length: %d\r\n\r\n%s"
              .formatted(
                  status,
                  body.startsWith("{") ? "json" : "xml",
                  headers,
                  body.getBytes(StandardCharsets.UTF_8).length,
                  body),
          Long.MAX_VALUE,
          Long.MAX_VALUE);
    }

    /** What S3 answers with a code. */
    public static Fault s3(int status, String code, String message) {
      return answer(
          status,
          "",
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code><Message>%s</Message></Error>"
              .formatted(code, message));
    }
  }

  /** Begins to listen, on a free port of this machine. */
  public FaultyProxy(int targetPort) throws IOException {
    target = targetPort;
    listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    threads.execute(this::listen);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "faulty-proxy");
    thread.setDaemon(true);
    return thread;
  }

  public String url() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  /** Decides over each request from now on, by its first line, such as {@code GET /a HTTP/1.1}. */
  public void onRequest(Function<String, Fault> decision) {
    faults = decision;
  }

  /** The first lines of the requests so far. */
  public List<String> requests() {
    return new ArrayList<>(requests);
  }

  private void listen() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head = readHead(client.getInputStream());
      if (head.isEmpty()) {
        return;
      }
      String request = head.lines().findFirst().orElse("");
      requests.add(request);
      Fault fault = faults.apply(request);
      if (fault.answer() != null) {
        client.getOutputStream().write(fault.answer().getBytes(StandardCharsets.UTF_8));
        client.getOutputStream().flush();
        drain(client);
        return;
      }
      pass(client, head, fault);
    } catch (IOException e) {
      // One of both has gone away, as tests want it.
      return;
    }
  }

  /** Reads what the client still sends, or it would take the connection for broken. */
  private static void drain(Socket client) throws IOException {
    client.shutdownOutput();
    client.setSoTimeout(2000);
    client.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  private void pass(Socket client, String head, Fault fault) throws IOException {
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      String sent = head.replaceFirst(EXPECTATION, "");
      if (!sent.equals(head)) {
        // Or a client whose answer is cut off waits for this for seconds before it sends the rest.
        client.getOutputStream().write(CONTINUE.getBytes(StandardCharsets.UTF_8));
      }
      String closing = sent.replaceFirst("(?i)\r\nconnection: [^\r]*", "");
      server
          .getOutputStream()
          .write(
              closing
                  .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));
      threads.execute(() -> copy(client, server, fault.sentBefore()));
      InputStream answer = server.getInputStream();
      OutputStream out = client.getOutputStream();
      byte[] bytes = new byte[1 << 16];
      long left = fault.cutAfter();
      int count;
      while (left > 0 && (count = answer.read(bytes, 0, (int) Math.min(bytes.length, left))) > 0) {
        out.write(bytes, 0, count);
        left -= count;
      }
      // What is lost is the answer: the server has done its work.
      answer.transferTo(OutputStream.nullOutputStream());
      out.flush();
    }
  }

  private static void copy(Socket client, Socket server, long bytesBeforeTheEnd) {
    try {
      InputStream content = client.getInputStream();
      byte[] bytes = new byte[1 << 16];
      long left = bytesBeforeTheEnd;
      int count;
      while (left > 0 && (count = content.read(bytes, 0, (int) Math.min(bytes.length, left))) > 0) {
        server.getOutputStream().write(bytes, 0, count);
        left -= count;
      }
      if (left == 0) {
        client.close();
        server.close();
      }
    } catch (IOException e) {
      // The answer was read, and its connection closed.
      return;
    }
  }

  private static String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int last = 0;
    int next;
    while ((next = in.read()) >= 0) {
      head.write(next);
      last = last << 8 | next;
      if (last == 0x0D0A0D0A) {
        return head.toString(StandardCharsets.ISO_8859_1);
      }
    }
    return "";
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }
}
