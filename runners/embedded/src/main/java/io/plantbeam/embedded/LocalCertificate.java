package io.plantbeam.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A certificate for this machine that the JDK's keytool makes, with its key in a store. */
public final class LocalCertificate {
  private final Path keyStore;
  private final Path file;
  private final String password = UUID.randomUUID().toString();

  private LocalCertificate(Path directory) {
    keyStore = directory.resolve("server.p12");
    file = directory.resolve("server.pem");
  }

  /** Makes one, with its files in a directory. */
  public static LocalCertificate make(Path directory) {
    LocalCertificate certificate = new LocalCertificate(directory);
    certificate.make();
    return certificate;
  }

  /** The store of its key, of type PKCS12. */
  public Path keyStore() {
    return keyStore;
  }

  /** The password of the store. */
  public String password() {
    return password;
  }

  /** The certificate alone, in PEM, for those who are to trust it. */
  public Path file() {
    return file;
  }

  private void make() {
    keytool(
        "-genkeypair",
        "-alias",
        "server",
        "-keyalg",
        "EC",
        "-validity",
        "3650",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost,ip:127.0.0.1");
    keytool("-exportcert", "-rfc", "-alias", "server", "-file", file.toString());
  }

  private void keytool(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "-keystore", keyStore.toString(), "-storetype", "PKCS12", "-storepass:env", "PASS"));
    try {
      Files.createDirectories(keyStore.getParent());
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("PASS", password);
      Process process = builder.start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("keytool failed: " + output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("keytool could not be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while keytool ran", e);
    }
  }
}
