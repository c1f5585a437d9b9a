package io.plantbeam.format.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineProtocolDocumentTest {

  /** Lines of InfluxDB's own documentation, and what it says that they mean. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "weather,location=us-midwest temperature=82 1465839830100400200"
            + " => {measurement:'weather'tags:{location:'us-midwest'}fields:{temperature:82.0}"
            + "time:1465839830100400200}",
        "m,a=x,b=y f=-1.5e3,g=42i,h=7u,i=18446744073709551615u,j=t,k=FALSE"
            + " => {measurement:'m'tags:{a:'x'b:'y'}fields:{f:-1500.0g:42h:7i:1.8446744073709552E19"
            + "j:truek:false}}",
        "weather temperature=\"too warm\" 1"
            + " => {measurement:'weather'fields:{temperature:'too warm'}time:1}",
        "wea\\,ther,loc\\ ation\\==us\\,mid\\ west tempe\\=ra\\,ture=\"ho\\\"t\\\\ \\d, = x\""
            + " => {measurement:'wea,ther'tags:{loc ation=:'us,mid west'}"
            + "fields:{tempe=ra,ture:'ho\"t\\ \\d, = x'}}",
        "my\\=m\\x f=1 -62135596800000000000"
            + " => problem: the time '-62135596800000000000' is no integer",
        "a=b f=1i 0 => {measurement:'a=b'fields:{f:1}time:0}",
        "m   f=1   5   => {measurement:'m'fields:{f:1.0}time:5}",
        "\u6E29\u5EA6,\u4F4D=\u4E0A f=.5 => {measurement:'\u6E29\u5EA6'tags:{\u4F4D:'\u4E0A'}fields:{f:0.5}}",
        "# a comment => nothing",
      })
  void linesBecomeObjects(String line, String expected) {
    assertEquals(expected, read(line));
  }

  @Test
  void blankLineIsNothing() {
    assertEquals("nothing", read(" "));
    assertEquals("nothing", read(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m",
        "m ",
        ",a=b f=1",
        "m,a f=1",
        "m,a= f=1",
        "m,=b f=1",
        "m,a=b=c f=1",
        "m f",
        "m f=",
        "m f=1,",
        "m f=1,g",
        "m f=one",
        "m f=0x10",
        "m f=1.5i",
        "m f=NaN",
        "m f=1f",
        "m f=+1i",
        "m f=\"open",
        "m f=\"a\"b",
        "m f=1 2 3",
        "m f=1 now",
        "m f=1e",
        "m f=i",
        "m f=-",
        "m f=1_000",
        "m f=\u0661",
        "m f=9223372036854775808i",
        "m,a=b",
        "m, f=1"
      })
  void whatIsNotLineProtocolIsAProblem(String line) {
    assertNotNull(problem(line.getBytes(UTF_8)), () -> read(line));
  }

  @Test
  void bytesThatAreNotUtf8AreAProblem() {
    assertEquals(
        "the line is not valid UTF-8",
        problem(new byte[] {'m', (byte) 0xFF, ' ', 'f', '=', '1', ' ', '1'}));
    assertNull(problem("m\uFFFD f=1 1".getBytes(UTF_8)));
  }

  @Test
  void whatIsNotWantedIsPassedOver() {
    String line = "m,a=b f=\"x\",g=1 5";
    Parts parts = new Parts("g", "fields");
    byte[] bytes = line.getBytes(UTF_8);
    assertNull(LineProtocolDocument.read(bytes, 0, bytes.length, parts));
    assertEquals("{fields:{g:1.0}}", parts.text.toString());
  }

  @Test
  void mutatedLinesNeverThrow() {
    Random random = new Random(3);
    byte[] line =
        "wea\\,ther,loc=us\\ x,b=c t=82.5,n=42i,s=\"te\\\"xt\",f=true 1465839830100"
            .getBytes(UTF_8);
    for (int i = 0; i < 100_000; i++) {
      byte[] mutated = line.clone();
      for (int k = 0; k <= i % 4; k++) {
        int at = random.nextInt(mutated.length);
        mutated[at] =
            random.nextBoolean() ? (byte) random.nextInt() : line[random.nextInt(line.length)];
      }
      problem(mutated);
    }
  }

  private static String read(String line) {
    Parts parts = new Parts();
    byte[] bytes = line.getBytes(UTF_8);
    String problem = LineProtocolDocument.read(bytes, 0, bytes.length, parts);
    return problem == null ? parts.text.toString() : "problem: " + problem;
  }

  private static String problem(byte[] line) {
    return LineProtocolDocument.read(line, 0, line.length, new Parts());
  }

  /** Writes down what is pushed into it. */
  private static final class Parts implements DocumentHandler {
    private final StringBuilder text = new StringBuilder();
    private final List<String> wanted;

    Parts(String... wanted) {
      this.wanted = List.of(wanted);
    }

    @Override
    public boolean startObject() {
      text.append('{');
      return true;
    }

    @Override
    public boolean field(String name) {
      if (!wanted.isEmpty() && !wanted.contains(name)) {
        return false;
      }
      text.append(name).append(':');
      return true;
    }

    @Override
    public void endObject() {
      text.append('}');
    }

    @Override
    public boolean startArray() {
      throw new AssertionError("line protocol has no arrays");
    }

    @Override
    public void endArray() {
      throw new AssertionError("line protocol has no arrays");
    }

    @Override
    public void text(char[] characters, int from, int length) {
      text.append('\'').append(characters, from, length).append('\'');
    }

    @Override
    public void integer(long value) {
      text.append(value);
    }

    @Override
    public void decimal(double value) {
      text.append(value);
    }

    @Override
    public void flag(boolean value) {
      text.append(value);
    }

    @Override
    public void instant(long epochMicros) {
      throw new AssertionError("line protocol says of no value that it is an instant");
    }

    @Override
    public void nothing() {
      text.append("nothing");
    }
  }
}
