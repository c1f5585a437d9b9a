package io.plantbeam.stores;

import io.plantbeam.config.ObjectSchemes;
import io.plantbeam.stores.object.ObjectName;
import io.plantbeam.stores.object.ObjectStore;
import java.util.List;
import java.util.Optional;

/** The schemes of {@link Stores#ALL}. */
public final class StoreSchemes implements ObjectSchemes {
  @Override
  public List<String> all() {
    return Stores.ALL.stream().map(ObjectStore::scheme).toList();
  }

  @Override
  public Optional<String> meantBy(String scheme) {
    return Stores.ALL.stream()
        .filter(store -> store.scheme().equals(scheme) || store.otherSchemes().contains(scheme))
        .map(ObjectStore::scheme)
        .findFirst();
  }

  @Override
  public Optional<String> problem(String name) {
    ObjectStore store = Stores.of(name).orElse(null);
    if (store == null || !ObjectName.isOne(name) || !store.isBucket(ObjectName.of(name).bucket())) {
      String scheme = name.substring(0, name.indexOf(':'));
      return Optional.of("names no bucket; allowed is " + form(scheme));
    }
    return Optional.empty();
  }

  private static String form(String scheme) {
    return Stores.ALL.stream()
        .filter(store -> store.scheme().equals(scheme))
        .map(ObjectStore::form)
        .findFirst()
        .orElseThrow();
  }
}
