package io.plantbeam.spec;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.SettingsFile;
import io.plantbeam.config.YamlFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads small text documents from where the user says: a path, a {@code file:}, {@code http:} or
 * {@code https:} URI, or that of another file system that Beam knows.
 *
 * <p>No more than {@value #MAX_BYTES} bytes are read, and for no longer than a time limit, so that
 * neither an endless file nor a silent server holds the launch up.
 */
public final class Documents {
  static final int MAX_BYTES = YamlFile.MAX_CHARACTERS;
  private static final Duration TIME_LIMIT = Duration.ofSeconds(20);

  private Documents() {}

  /**
   * Reads a document.
   *
   * @throws InvalidOptionsException with a sentence, if it cannot be read, or is too large
   */
  public static String read(String name) {
    return read(name, TIME_LIMIT);
  }

  static String read(String name, Duration limit) {
    FutureTask<byte[]> reading = new FutureTask<>(() -> bytes(name, limit));
    // A thread of its own, because opening a pipe or a device cannot be given a time limit.
    Thread reader = new Thread(reading, "read-document");
    reader.setDaemon(true);
    reader.start();
    byte[] bytes;
    try {
      bytes = reading.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      reader.interrupt();
      throw unreadable(name, "it does not end within %d s".formatted(limit.toSeconds()));
    } catch (ExecutionException e) {
      throw unreadable(name, reason(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreadable(name, "interrupted");
    }
    if (bytes.length > MAX_BYTES) {
      throw unreadable(name, "it has more than %d bytes".formatted(MAX_BYTES));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw unreadable(name, "it is not UTF-8 text");
    }
  }

  private static byte[] bytes(String name, Duration limit)
      throws IOException, InterruptedException {
    try (InputStream in = open(name, limit)) {
      return in.readNBytes(MAX_BYTES + 1);
    }
  }

  private static InputStream open(String name, Duration limit)
      throws IOException, InterruptedException {
    int colon = name.indexOf(':');
    String scheme = colon < 2 ? "" : name.substring(0, colon).toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "http", "https" -> openHttp(URI.create(name), limit);
      case "file" -> Files.newInputStream(Path.of(URI.create(name)));
      case "" -> Files.newInputStream(Path.of(name));
      default -> new ByteArrayInputStream(SettingsFile.bytes(name));
    };
  }

  private static InputStream openHttp(URI uri, Duration limit)
      throws IOException, InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(limit)
            .build();
    HttpResponse<InputStream> response =
        client.send(
            HttpRequest.newBuilder(uri).timeout(limit).build(),
            HttpResponse.BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      response.body().close();
      throw new IOException("the server answers " + response.statusCode());
    }
    return response.body();
  }

  private static InvalidOptionsException unreadable(String name, String why) {
    return new InvalidOptionsException(List.of("%s cannot be read: %s".formatted(name, why)));
  }

  private static String reason(Throwable cause) {
    if (cause instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (cause instanceof InvalidPathException || cause instanceof IllegalArgumentException) {
      return "this is not a path or URI that can be read";
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
