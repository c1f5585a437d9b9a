package io.plantbeam.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

class CarriedTest {
  private static final AtomicInteger READ = new AtomicInteger();

  @Test
  void copiesAreMadeWithoutReadingTheValue() {
    READ.set(0);
    Carried<Settings> carried = Carried.of(new Settings("a"));

    Carried<Settings> copy = SerializableUtils.clone(SerializableUtils.clone(carried));

    assertEquals(0, READ.get());
    assertEquals("a", copy.get().name);
    assertSame(copy.get(), copy.get());
    assertEquals(1, READ.get());
  }

  @Test
  void itIsTheValueOfTheMomentAtWhichItWasTakenAlong() {
    Settings settings = new Settings("a");
    Carried<Settings> carried = Carried.of(settings);
    settings.name = "b";

    assertEquals("a", carried.get().name);
  }

  @Test
  void whatCannotBeSerialisedIsRefusedAtOnce() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Carried.of(
                new Settings("a") {
                  final Object member = new Object();

                  @Override
                  public String toString() {
                    return member.toString();
                  }
                }));
  }

  private static class Settings implements Serializable {
    private static final long serialVersionUID = 1;

    private String name;

    Settings(String name) {
      this.name = name;
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      READ.incrementAndGet();
    }
  }
}
