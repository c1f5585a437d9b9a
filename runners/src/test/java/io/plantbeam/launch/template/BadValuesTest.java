package io.plantbeam.launch.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.plantbeam.launch.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of bad value gets its sentence: parameter, value, rule, and what was meant. */
class BadValuesTest {
  private static final String NOT_A_DURATION =
      "is not a duration; allowed is a number with a unit (500ms, 30s, 5m, 2h, 1d) or ISO-8601"
          + " (PT30S), not negative and in whole milliseconds.";

  @TempDir Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    Path registry = Files.createDirectory(folder.resolve("registry"));
    Files.writeString(registry.resolve("facilities.ndjson"), "{\"facility_id\":\"f-1\"}\n");
    Files.writeString(registry.resolve("sensors.ndjson"), "not json\n");
    Files.writeString(folder.resolve("types.yaml"), "types: [");
    Files.writeString(folder.resolve("a.ndjson"), "{}\n");
    Files.writeString(folder.resolve("twice.yaml"), "windowSize: 1m\nwindowSize: 2m\n");
    Files.writeString(folder.resolve("bad.yaml"), "windowSize: {a: 1}\n");
    Files.writeString(folder.resolve("object.yaml"), "windowSize: !!java.net.URL [http://a]\n");
  }

  /**
   * Parts that begin with an equals sign are values of the whole job, which has all that it needs;
   * DIR stands for the folder.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "=windowSize=5 | --windowSize=5: '5' DURATION",
        "=windowSize=-5m | --windowSize=-5m: '-5m' DURATION",
        "=windowSize=0s | --windowSize=0s: is too short; allowed is 1ms or longer",
        "=windowPeriod=10m | --windowPeriod=10m: is longer than --windowSize=5m, so readings between windows would be in none; allowed is at most the size",
        "=windowPeriod=299999ms | --windowPeriod=299999ms: has with --windowSize=5m a greatest common divisor of 1 ms; allowed is at least 1/1000 of the size",
        "=lakeShards=many | --lakeShards=many: is not a whole number; allowed is one such as 4",
        "=lakeShards=0 | --lakeShards=0: allowed is 1 or more",
        "=lakeShards=99999999999 | --lakeShards=99999999999: allowed is at most 2147483647",
        "=judge=later | --judge=later: is not a parameter of kafka-to-lake-and-alerts; 'plantbeam templates describe kafka-to-lake-and-alerts' lists them",
        "=scores=yes | --scores=yes: allowed are true and false",
        "=inputTopics=a,,b | --inputTopics=a,,b: has an empty element between commas",
        "=inputTopics=a,b c | --inputTopics=a,b c: element 'b c' is not the name of a Kafka topic; allowed are up to 249 letters, digits, '.', '_' and '-'",
        "=alertsTopic=a/b | --alertsTopic=a/b: is not the name of a Kafka topic; allowed are up to 249 letters, digits, '.', '_' and '-'",
        "=bootstrapServers=broker | --bootstrapServers=broker: is not the address of a broker; give one such as broker:9092",
        "=elasticsearchUrls=es:9200 | --elasticsearchUrls=es:9200: is not the URL of a server; give one such as http://host:9200",
        "=elasticsearchUrls=http://u:hush@es | --elasticsearchUrls=http://***@es: is not the URL of a server; give one such as http://host:9200",
        "=indexPrefix=A/b | --indexPrefix=A/b: is not the start of an index name; allowed are lower-case letters, digits, '.', '_' and '-', a letter or digit first",
        "=startFrom=yesterday | --startFrom=yesterday: allowed are committed, earliest, latest, a time such as 2026-01-01T00:00:00Z, or milliseconds since 1970",
        "=startFrom=2026-13-01T00:00:00Z | --startFrom=2026-13-01T00:00:00Z: allowed are committed, earliest, latest, a time such as 2026-01-01T00:00:00Z, or milliseconds since 1970",
        "=widnowSize=5m | --widnowSize=5m: there is no such parameter; did you mean --windowSize?",
        "=nonsense=1 | --nonsense=1: there is no such parameter; 'plantbeam templates describe kafka-to-lake-and-alerts' lists them",
        "=lake=false | --lake=false: is fixed to true by kafka-to-lake-and-alerts; leave it out",
        "=inputFiles=/data/* | --inputFiles=/data/*: is not a parameter of kafka-to-lake-and-alerts; 'plantbeam templates describe kafka-to-lake-and-alerts' lists them",
        "=templateName=x | --templateName=x: is not a parameter of kafka-to-lake-and-alerts; 'plantbeam templates describe kafka-to-lake-and-alerts' lists them",
        "=output= | --output: is required; give one such as --output=/data/plantbeam",
        "=bootstrapServers= | --bootstrapServers: is required; give one such as --bootstrapServers=broker-1:9092,broker-2:9092",
        "=output=${NO_SUCH_VARIABLE}/out | --output=${NO_SUCH_VARIABLE}/out: there is no variable NO_SUCH_VARIABLE in the environment; set it, or give a default as ${NO_SUCH_VARIABLE:value}",
        "=output=${A | --output=${A: has an invalid placeholder; allowed are ${NAME} and ${NAME:default}, and $${ for the text ${",
        "=output=DIR/a.ndjson/x | --output=DIR/a.ndjson/x: is not a directory that can be written to; allowed is one that this user may write to, or create",
        "=output=ftp://b/x | --output=ftp://b/x: has a scheme that nothing here can open; allowed are paths, file: and s3://, abfss://, gs://",
        "=assetRegistry=DIR/none | --assetRegistry=DIR/none: The asset registry \"DIR/none\" does not exist; allowed is a directory with facilities and sensors.",
        "=sensorTypes=DIR/types.yaml | --sensorTypes=DIR/types.yaml: DIR/types.yaml line 1: is not valid YAML: expected the node content, but found '<stream end>'",
        "=consumerConfig=DIR/none | --consumerConfig=DIR/none: DIR/none: there is no such file",
        "=elasticsearchConfig=DIR/none | --elasticsearchConfig=DIR/none: needs --elasticsearchUrls=URL,...",
        "=kafkaSaslJaasConfig=hush | --kafkaSaslJaasConfig: is not a reference to a secret; allowed are secret:env:NAME and secret:file:PATH",
        "=kafkaSaslJaasConfig=${NONE:hush} | --kafkaSaslJaasConfig: is not a reference to a secret; allowed are secret:env:NAME and secret:file:PATH",
        "=kafkaSaslJaasConfg=hush | --kafkaSaslJaasConfg: there is no such parameter; did you mean --kafkaSaslJaasConfig?",
        "=kafkaSaslJaasConfig=secret:env:NO_SUCH_VARIABLE | --kafkaSaslJaasConfig=secret:env:NO_SUCH_VARIABLE: the environment variable NO_SUCH_VARIABLE is not set",
        "=jobName=; | --jobName=;: is not the name of a job; allowed are up to 100 letters, digits, spaces, '.', '_' and '-', a letter or digit first",
        "=readTimePercentage=2 | --readTimePercentage=2: allowed is at most 1",
        "=runner=flink | --runner=flink: is not a parameter; give it as --runner=NAME beside --set",
        "=lakeShards=2 =lakeShards=2 | --lakeShards: is set twice; allowed is once",
        "--set nonsense | --set number 4: is not name=value",
        "--set windowSize | --set windowSize: has no value; allowed is --set windowSize=10m",
        "--values DIR/none.yaml | --values: DIR/none.yaml cannot be read: there is no such file",
        "--values DIR/twice.yaml | --values: DIR/twice.yaml line 2: windowSize is there twice",
        "--values DIR/bad.yaml | --values: DIR/bad.yaml line 1: windowSize is a map; allowed is a text",
        "--values DIR/object.yaml | --values: DIR/object.yaml line 1: is not valid YAML: Global tag is not allowed: tag:yaml.org,2002:java.net.URL",
        "--runner storm | --runner=storm: there is no such runner; allowed are DirectRunner, FlinkRunner, SparkRunner",
        "--runner spark | --checkpointDir: is required for a stream on Spark, which starts again from it; give a directory that every node reaches and that stays",
        "--runner flink =checkpointingInterval=0 | --checkpointingInterval=0: a stream needs checkpoints, with which Kafka's offsets are committed and files completed; allowed is 1 or more milliseconds, and without the option it is 10000",
      })
  void theSentenceNamesParameterValueAndRule(String change, String sentence) {
    List<String> words = whole();
    for (String part : change.split(" (?==|--)", -1)) {
      if (part.startsWith("=")) {
        String name = part.substring(1, part.indexOf('=', 1));
        boolean given = change.split("=" + name + "=", -1).length > 2;
        words.removeIf(word -> !given && word.startsWith("--set=" + name + "="));
        words.add("--set=" + fillIn(part.substring(1)));
      } else {
        words.addAll(Arrays.asList(fillIn(part).split(" ", -1)));
      }
    }
    TemplatesRun run = TemplatesRun.of(words.toArray(String[]::new));
    assertEquals(
        List.of(fillIn(sentence).replace("DURATION", NOT_A_DURATION)),
        run.errors().stream().filter(line -> !line.startsWith("Warning: ")).toList());
    assertEquals(ExitCode.INVALID_OPTIONS, run.exitCode());
    assertEquals("", run.output());
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @Test
  void theWholeJobOfTheseTestsIsValid() {
    TemplatesRun run = TemplatesRun.of(whole().toArray(String[]::new));
    assertEquals(List.of(), run.errors());
    assertEquals(ExitCode.OK, run.exitCode());
    assertEquals("kafka-to-lake-and-alerts 1.0.0 with these values makes a job.\n", run.output());
  }

  @Test
  void theLineOfTheRegistryAtFaultIsNamed() {
    List<String> words = whole();
    words.add("--set=assetRegistry=" + folder.resolve("registry"));
    List<String> errors = TemplatesRun.of(words.toArray(String[]::new)).errors();
    assertEquals(1, errors.size(), errors::toString);
    assertEquals(
        fillIn("--assetRegistry=DIR/registry: sensors.ndjson line 1"),
        errors.get(0).replaceFirst("(line 1).*", "$1"));
  }

  @Test
  void launchRefusesWhatValidateRefusesAndStartsNothing() {
    List<String> words = whole();
    words.set(0, "launch");
    words.add("--set=windowSize=5");
    words.add("--set=lakeShards=0");
    words.add("--set=kafkaSaslJaasConfig=hush");
    TemplatesRun run = TemplatesRun.of(words.toArray(String[]::new));
    assertEquals(ExitCode.INVALID_OPTIONS, run.exitCode());
    assertEquals(4, run.errors().size(), run.errors()::toString);
    assertEquals(
        "Nothing was started; 'plantbeam templates describe kafka-to-lake-and-alerts' lists the"
            + " parameters.",
        run.errors().get(3));
    assertFalse(run.errors().toString().contains("hush"));
  }

  private List<String> whole() {
    return new ArrayList<>(
        List.of(
            "validate",
            "kafka-to-lake-and-alerts",
            "--set=bootstrapServers=broker:9092",
            "--set=inputTopics=readings",
            "--set=output=" + folder.resolve("out")));
  }

  private String fillIn(String text) {
    return text.replace("DIR", folder.toString());
  }
}
