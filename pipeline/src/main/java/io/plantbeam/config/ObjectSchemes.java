package io.plantbeam.config;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The schemes of the object stores that this program opens: what can be said of a name before any
 * store is asked. The stores themselves provide it, since they use what is in this package.
 */
public interface ObjectSchemes {

  /** Those that are there. */
  static ObjectSchemes known() {
    return Known.SCHEMES;
  }

  /** All, in the order of the help. */
  List<String> all();

  /** The scheme that another name of it means, such as {@code s3} of {@code s3a}. */
  Optional<String> meantBy(String scheme);

  /**
   * What is wrong with the form of a name that has one of these schemes.
   *
   * @return the end of a sentence
   */
  Optional<String> problem(String name);

  /** Looked up when it is first needed. */
  final class Known {
    private static final ObjectSchemes SCHEMES =
        ServiceLoader.load(ObjectSchemes.class, ObjectSchemes.class.getClassLoader())
            .findFirst()
            .orElseThrow();

    private Known() {}
  }
}
