package io.plantbeam.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributesTextTest {
  private final AttributesText attributes = new AttributesText();

  @BeforeEach
  void beginMessage() {
    attributes.clear();
  }

  private void add(String name, String json) {
    byte[] bytes = ("\"" + name + "\":" + json).getBytes(StandardCharsets.UTF_8);
    attributes.add(name, bytes, 0, bytes.length);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void messageWithoutFieldsHasNoText() {
    assertNull(attributes.text());
  }

  @Test
  void valuesStayAsTheyWereWrittenButForBlanksBetweenThem() {
    add("a", " { \"x y\" :\t1.50 ,\r\n \"q\" : \"\\\" , \u00e9\" } ");
    add("b", "[ 1e2 , null ]");
    assertEquals(
        "{\"a\":{\"x y\":1.50,\"q\":\"\\\" , \u00e9\"},\"b\":[1e2,null]}", attributes.text());
  }

  @Test
  void lastOfAFieldThatIsGivenTwiceCounts() {
    add("a", "1");
    add("b", "\"long enough to move\"");
    add("c", "3");
    add("b", "2");
    add("a", "4");
    assertEquals("{\"c\":3,\"b\":2,\"a\":4}", attributes.text());
  }

  @Test
  void textThatIsTheSameAgainIsTheSameObject() {
    add("a", "1");
    String first = attributes.text();
    attributes.clear();
    add("a", " 1");
    assertSame(first, attributes.text());
    attributes.clear();
    add("a", "2");
    assertEquals("{\"a\":2}", attributes.text());
  }

  @Test
  void fieldsAtTheEndThatDoNotFitAreLeftOutWithAMarker() {
    add("a", "1");
    add("b", '"' + "x".repeat(AttributesText.MAX_BYTES) + '"');
    add("c", "3");
    assertEquals("{\"a\":1,\"attributes_cut\":true}", attributes.text());
    assertTrue(AttributesText.isCut(attributes.text()));
    attributes.clear();
    add("a", "1");
    assertEquals("{\"a\":1}", attributes.text());
    assertFalse(AttributesText.isCut(attributes.text()));
  }

  @Test
  void onlyFieldThatDoesNotFitLeavesTheMarkerAlone() {
    add("b", '"' + "x".repeat(1 << 20) + '"');
    assertEquals("{\"attributes_cut\":true}", attributes.text());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33})
  void textHasAtMostTheGreatestNumberOfBytes(int less) {
    add("a", '"' + "x".repeat(AttributesText.MAX_BYTES - 8 - less) + '"');
    add("b", "1");
    assertTrue(bytes(attributes.text()) <= AttributesText.MAX_BYTES, attributes::text);
  }

  @Test
  void manyFieldsAreKeptAsFarAsTheyFit() {
    for (int i = 0; i < 100_000; i++) {
      add("field-" + i, "1");
    }
    assertTrue(attributes.text().startsWith("{\"field-0\":1,\"field-1\":1,"));
    assertTrue(bytes(attributes.text()) > AttributesText.MAX_BYTES - 100);
    assertTrue(bytes(attributes.text()) <= AttributesText.MAX_BYTES);
  }
}
