package io.plantbeam.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A store that speaks S3's protocol, in a process of its own: S3Proxy, which checks signatures and
 * keeps each object as a file. A bucket is a directory.
 */
public final class S3Server extends SingleServer {
  /** What the server asks for; it is one of tests, and is reached from this machine alone. */
  public static final String ACCESS_KEY = "plant-access-key";

  /** Stands nowhere but in the server's configuration, if nothing shows it. */
  public static final String SECRET_KEY = "plant-secret-key-that-nobody-may-print";

  private static final Duration START_LIMIT = Duration.ofMinutes(1);
  private static final String NAME = "S3";

  /** S3Proxy's, of the object's MD5. */
  private static final String CONTENT_NOTE = "user.content-md5";

  /**
   * A server that may run already, or not yet.
   *
   * @param directory where it keeps everything
   * @param port 0 is any that is free
   */
  public S3Server(ClusterDirectory directory, int port) {
    super(directory, "s3", Map.of(NAME, port), START_LIMIT);
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  public int port() {
    return port(NAME);
  }

  /**
   * The options with which a job reaches this server.
   *
   * @param folder takes the files with the keys, to which the options refer
   */
  public List<String> access(Path folder) {
    return access(url(), folder);
  }

  /**
   * The same by another address, such as that of a proxy.
   *
   * @param folder takes the files with the keys, to which the options refer
   */
  public static List<String> access(String url, Path folder) {
    try {
      Files.createDirectories(folder);
      return List.of(
          "--s3Endpoint=" + url,
          "--s3AccessKey=secret:file:"
              + Files.writeString(folder.resolve("s3-access-key"), ACCESS_KEY),
          "--s3SecretKey=secret:file:"
              + Files.writeString(folder.resolve("s3-secret-key"), SECRET_KEY));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The directory of a bucket, which is made if there is none; objects are files in it. */
  public Path bucket(String name) {
    try {
      return Files.createDirectories(directory().directory("data").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes objects of the files that somebody else has put into the directory of a bucket: the
   * server lists no file without a note of its content.
   */
  public void adopt(String bucket) {
    try (Stream<Path> files = Files.walk(bucket(bucket))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        UserDefinedFileAttributeView notes =
            Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
        if (!notes.list().contains(CONTENT_NOTE)) {
          notes.write(CONTENT_NOTE, ByteBuffer.wrap(md5(Files.readAllBytes(file))));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] md5(byte[] content) {
    try {
      return MessageDigest.getInstance("MD5").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  void start(ServerProcess started) {
    Path config =
        directory()
            .write(
                "s3proxy.properties",
                """
                s3proxy.endpoint=%s
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.identity=unused
                jclouds.credential=unused
                jclouds.filesystem.basedir=%s
                """
                    .formatted(url(), ACCESS_KEY, SECRET_KEY, directory().directory("data")));
    List<String> command = new ArrayList<>(List.of(JavaCommand.java(), "-Xmx256m"));
    command.addAll(JavaCommand.compilerOptions());
    command.addAll(
        List.of("-jar", Checkout.s3Server().toString(), "--properties", config.toString()));
    started.start(command, Map.of());
  }

  /**
   * The same for what takes options by name, with the keys in this server's directory.
   *
   * @param url of the server, or of what stands before it
   */
  public Map<String, String> options(String url) {
    return access(url, directory().directory("keys")).stream()
        .map(option -> option.substring(2).split("=", 2))
        .collect(Collectors.toMap(option -> option[0], option -> option[1]));
  }

  @Override
  boolean answers() {
    return isListening(NAME);
  }

  @Override
  public List<String> guide() {
    return List.of("S3: " + url(), "logs: " + directory().logs());
  }
}
