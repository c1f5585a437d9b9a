package io.plantbeam.tools.lake;

import io.plantbeam.servers.Checkout;
import io.plantbeam.tables.LakeTable;
import io.plantbeam.tables.LakeTables;
import io.plantbeam.tables.TableSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * The table formats, loaded apart: they bring other versions of Parquet, Avro and Jackson than
 * those of the job. Only the JDK, {@code io.plantbeam.tables} itself and the log are common to
 * both.
 */
public final class TablesLibrary {
  private static final String SHARED = LakeTables.class.getPackageName();

  private final ClassLoader loader;
  private final List<LakeTables> formats = new ArrayList<>();

  private TablesLibrary(ClassLoader loader) {
    this.loader = loader;
    ServiceLoader.load(LakeTables.class, loader).forEach(formats::add);
    formats.sort(Comparator.comparing(LakeTables::format));
  }

  /**
   * The formats of this checkout.
   *
   * @throws io.plantbeam.servers.ServerException if this is no checkout, or it is not built
   */
  public static TablesLibrary load() {
    Path module = Checkout.tables();
    List<URL> classPath = new ArrayList<>();
    try (Stream<Path> jars = Files.list(module.resolve("lib"))) {
      classPath.add(url(module.resolve("classes")));
      jars.sorted().forEach(jar -> classPath.add(url(jar)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TablesLibrary(
        new URLClassLoader(
            classPath.toArray(URL[]::new), new Shared(TablesLibrary.class.getClassLoader())));
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The values of {@code --format}. */
  public List<String> formats() {
    return formats.stream().map(LakeTables::format).toList();
  }

  /**
   * Opens a table, which need not be there.
   *
   * @param format one of {@link #formats}
   * @throws io.plantbeam.tables.TableException if the settings cannot be used
   */
  public LakeTable open(String format, TableSettings settings) {
    LakeTables tables =
        formats.stream().filter(each -> each.format().equals(format)).findFirst().orElseThrow();
    return within(LakeTable.class, within(LakeTables.class, tables).open(settings));
  }

  /** Libraries look for classes by the loader of the thread, which has to be this one. */
  private <T> T within(Class<T> type, T object) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          Thread thread = Thread.currentThread();
          ClassLoader before = thread.getContextClassLoader();
          thread.setContextClassLoader(loader);
          try {
            return method.invoke(object, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          } finally {
            thread.setContextClassLoader(before);
          }
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** Of the program's classes, those that both sides know. */
  private static final class Shared extends ClassLoader {
    private final ClassLoader program;

    Shared(ClassLoader program) {
      super(ClassLoader.getPlatformClassLoader());
      this.program = program;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("org.slf4j.")
          || name.substring(0, Math.max(0, name.lastIndexOf('.'))).equals(SHARED)) {
        return program.loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }
}
