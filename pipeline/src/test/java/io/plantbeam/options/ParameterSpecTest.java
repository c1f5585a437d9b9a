package io.plantbeam.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which values each type takes, and what is said of the others. */
class ParameterSpecTest {
  private static final Map<String, ParameterSpec> SPECS =
      ParameterSpec.allOf(Samples.class).stream()
          .collect(Collectors.toMap(ParameterSpec::name, Function.identity()));

  interface Samples {
    @Parameter(
        order = 1,
        group = "G",
        type = ParameterType.TEXT,
        example = "ab",
        pattern = "[a-z]+",
        patternProblem = "is not lower case; allowed are letters from a to z")
    @Description("Text.")
    String getText();

    @Parameter(order = 2, group = "G", type = ParameterType.REGEX, example = "a.*")
    @Description("Regex.")
    String getRegex();

    @Parameter(
        order = 3,
        group = "G",
        type = ParameterType.INTEGER,
        example = "4",
        min = "1",
        max = "9")
    @Description("Whole.")
    @Default.Integer(2)
    int getWhole();

    @Parameter(
        order = 4,
        group = "G",
        type = ParameterType.NUMBER,
        example = "0.5",
        min = "0",
        max = "1")
    @Description("Ratio.")
    double getRatio();

    @Parameter(order = 5, group = "G", type = ParameterType.BOOLEAN, example = "true")
    @Description("Flag.")
    @Default.Boolean(false)
    boolean getFlag();

    @Parameter(
        order = 6,
        group = "G",
        type = ParameterType.ENUM,
        choices = {"a", "b", "c"},
        example = "a")
    @Description("Choice.")
    @Default.String("a")
    String getChoice();

    @Parameter(
        order = 7,
        group = "G",
        type = ParameterType.DURATION,
        example = "1m",
        min = "1s",
        max = "1h")
    @Description("Time.")
    @Default.String("5m")
    String getTime();

    @Parameter(order = 8, group = "G", type = ParameterType.KAFKA_TOPIC, example = "t")
    @Description("Topic.")
    String getTopic();

    @Parameter(order = 9, group = "G", type = ParameterType.PATH, example = "/data")
    @Description("Path.")
    String getPath();

    @Parameter(
        order = 10,
        group = "G",
        type = ParameterType.LIST,
        elements = ParameterType.URL,
        example = "http://a:1")
    @Description("Urls.")
    String getUrls();

    @Parameter(
        order = 11,
        group = "G",
        type = ParameterType.LIST,
        elements = ParameterType.KAFKA_TOPIC,
        example = "t")
    @Description("Topics.")
    String getTopics();

    @Parameter(order = 12, group = "G", type = ParameterType.SECRET, example = "secret:env:KEY")
    @Description("Secret.")
    String getSecret();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text   | A1       | is not lower case; allowed are letters from a to z",
        "text   | ` `      | is empty; give one such as ab",
        "regex  | [        | is not a regular expression: Unclosed character class",
        "whole  | x        | is not a whole number; allowed is one such as 4",
        "whole  | 1.5      | is not a whole number; allowed is one such as 4",
        "whole  | ``       | is not a whole number; allowed is one such as 4",
        "whole  | 0        | allowed is 1 or more",
        "whole  | 10       | allowed is at most 9",
        "ratio  | half     | is not a number; allowed is one such as 0.5",
        "ratio  | NaN      | is not a number; allowed is one such as 0.5",
        "ratio  | -0.1     | allowed is 0 or more",
        "ratio  | 1.01     | allowed is at most 1",
        "flag   | yes      | allowed are true and false",
        "choice | d        | allowed are a, b and c",
        "time   | 5        | '5' is not a duration; allowed is a number with a unit (500ms, 30s, 5m, 2h, 1d) or ISO-8601 (PT30S), not negative and in whole milliseconds.",
        "time   | 0s       | is too short; allowed is 1s or longer",
        "time   | 2h       | is too long; allowed is 1h or shorter",
        "topic  | a b      | is not the name of a Kafka topic; allowed are up to 249 letters, digits, '.', '_' and '-'",
        "topic  | ..       | is not the name of a Kafka topic; allowed are up to 249 letters, digits, '.', '_' and '-'",
        "path   | ` `      | is not a path or a URI",
        "urls   | es:9200  | is not the URL of a server; give one such as http://host:9200",
        "urls   | ftp://a  | is not the URL of a server; give one such as http://host:9200",
        "urls   | http://a:1,b | element 'b' is not the URL of a server; give one such as http://host:9200",
        "topics | a,,b     | has an empty element between commas",
        "topics | a,b c    | element 'b c' is not the name of a Kafka topic; allowed are up to 249 letters, digits, '.', '_' and '-'",
        "secret | hush     | is not a reference to a secret; allowed are secret:env:NAME and secret:file:PATH",
        "secret | secret:env:1X | is not a reference to a secret; allowed are secret:env:NAME and secret:file:PATH",
      })
  void whatIsNotAllowedIsSaid(String name, String value, String rule) {
    assertEquals(Optional.of(rule), SPECS.get(name).problemWith(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text | abc",
        "text | ``",
        "regex | plant-[0-9]+$",
        "whole | 9",
        "ratio | 1e-3",
        "flag | true",
        "choice | c",
        "time | PT90S",
        "time | 90S",
        "topic | a.b_c-1",
        "path | s3://bucket/a b/*.ndjson",
        "urls | http://a:1, https://b/es",
        "topics | a, b",
        "topics | ``",
        "secret | secret:env:KAFKA_JAAS",
        "secret | secret:file:/run/secrets/key",
        "secret | ``",
      })
  void whatIsAllowedHasNoProblem(String name, String value) {
    assertEquals(Optional.empty(), SPECS.get(name).problemWith(value));
  }

  @Test
  void whatIsNotGivenHasNoProblem() {
    SPECS.values().forEach(spec -> assertEquals(Optional.empty(), spec.problemWith(null)));
  }

  @Test
  void secretsAndLoginsAreNotDisplayed() {
    assertNull(SPECS.get("secret").display("hush"));
    assertEquals("secret:env:KEY", SPECS.get("secret").display("secret:env:KEY"));
    String urls = "http://a:1,https://u:hu@sh@b:2";
    assertFalse(SPECS.get("urls").display(urls).contains("sh@"));
    assertFalse(SPECS.get("urls").problemWith(urls).orElseThrow().contains("sh@"));
  }

  @Test
  void rulesAreSentences() {
    assertEquals("Allowed is 1 to 9.", SPECS.get("whole").rules());
    assertEquals("", SPECS.get("text").rules());
  }
}
