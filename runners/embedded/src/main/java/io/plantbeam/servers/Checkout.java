package io.plantbeam.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where a checkout of Plantbeam has what clusters are made of. */
public final class Checkout {
  private Checkout() {}

  /** The JAR that is submitted to clusters; it is there when the project is packaged. */
  public static Path jar() {
    return root().resolve("runners/target/plantbeam.jar");
  }

  /**
   * The JAR of the job by hand beside which benchmarks measure; it is there when the project is
   * packaged.
   */
  public static Path peerJar() {
    return root().resolve("runners/peer/target/plantbeam-peer.jar");
  }

  /**
   * What the tables of a lake are made with: {@code classes}, and the libraries in {@code lib}.
   *
   * @throws ServerException if the module is not built yet
   */
  public static Path tables() {
    Path built = root().resolve("runners/tables/target");
    if (!Files.isDirectory(built.resolve("lib"))) {
      throw new ServerException(
          "there is no %s: package the project first".formatted(built.resolve("lib")));
    }
    return built;
  }

  /**
   * A copy of the JAR, which is still whole when the project is packaged again.
   *
   * @throws ServerException if the JAR is not there yet
   */
  public static Path copyOfJar(ClusterDirectory directory) {
    try {
      return Files.copy(
          jar(), directory.root().resolve("plantbeam.jar"), StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException e) {
      throw new ServerException("there is no %s: package the project first".formatted(jar()), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The distribution of an engine, made by {@code runners/engines/prepare}.
   *
   * @param name flink or spark
   * @throws ServerException if it is not made yet
   */
  public static Path engine(String name) {
    return made(name, "runners/target/engines/" + name);
  }

  /**
   * The distribution of Elasticsearch, which the build unpacks for tests, and {@code
   * runners/engines/prepare}.
   *
   * @throws ServerException if it is not made yet
   */
  static Path elasticsearch() {
    return made("elasticsearch", "runners/embedded/target/elasticsearch");
  }

  /**
   * The S3 server, which the build copies for tests, and {@code runners/engines/prepare}.
   *
   * @throws ServerException if it is not there yet
   */
  static Path s3Server() {
    return made("s3", "runners/embedded/target/s3").resolve("s3proxy.jar");
  }

  /**
   * The program of Azurite, which Node.js runs.
   *
   * @throws ServerException if it is not installed yet
   */
  public static Path azurite() {
    return made("azurite", "runners/embedded/target/azurite/node_modules/azurite")
        .resolve("dist/src/blob/main.js");
  }

  private static Path made(String name, String place) {
    Path made = root().resolve(place);
    if (!Files.isDirectory(made)) {
      throw new ServerException(
          "there is no %s in %s: run runners/engines/prepare %s".formatted(name, made, name));
    }
    return made;
  }

  /** Where clusters keep what they write, unless they are told otherwise. */
  public static Path clusters() {
    return root().resolve("plantbeam-clusters");
  }

  /**
   * The directory of the checkout: this or the nearest directory above that holds one.
   *
   * @throws ServerException if this is not a checkout
   */
  public static Path root() {
    Path start = Path.of(System.getProperty("plantbeam.home", "")).toAbsolutePath().normalize();
    for (Path path = start; path != null; path = path.getParent()) {
      if (Files.exists(path.resolve("runners/engines/prepare"))) {
        return path;
      }
    }
    throw new ServerException(
        start + " is not in a checkout of Plantbeam: clusters can only be started in a checkout");
  }
}
