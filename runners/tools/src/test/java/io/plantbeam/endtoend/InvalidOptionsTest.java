package io.plantbeam.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.launch.ExitCode;
import io.plantbeam.testing.SharedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options that make no job: exit code 2, a sentence for each problem, and nothing is started. */
class InvalidOptionsTest {
  private static final String LAST_LINE =
      "Nothing was started; 'plantbeam run --help' lists the options.";

  @TempDir Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    Files.writeString(
        Files.createDirectory(folder.resolve("in")).resolve("a.ndjson"),
        "{\"sensor_id\":\"s\",\"timestamp\":1767225600000,\"value\":1}\n");
    Files.createDirectory(folder.resolve("empty"));
    Path registry = Files.createDirectory(folder.resolve("registry"));
    Files.writeString(registry.resolve("facilities.ndjson"), "{\"facility_id\":\"f-1\"}\n");
    Files.writeString(registry.resolve("sensors.ndjson"), "not json\n");
    Files.writeString(folder.resolve("es"), "api_key=a");
    Files.writeString(folder.resolve("kafka"), "sasl.jaas.config=a");
    Files.writeString(folder.resolve("commits"), "enable.auto.commit=TRUE");
    Files.writeString(folder.resolve("reference"), "ssl.key.password=secret:file:/no/such");
    Files.writeString(folder.resolve("words"), "message.raise = {symptom}");
    Files.writeString(folder.resolve("types.yaml"), "types: [");
    Files.writeString(
        folder.resolve("detectors.yaml"),
        "sensor_types: {power: {detectors: {novelty: {threshold: 2}}}}");
    Files.writeString(
        folder.resolve("assets.yaml"),
        """
        sensor_types:
          a: {detectors: {baseline: {span: 20}}}
          b: {detectors: {baseline: {span: 30}}}
        """);
  }

  /**
   * The options stand in quotes, with {@code DIR} for the folder; FILES stands for input and output
   * of a job on files, and KAFKA for those of a job on a topic.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--output=DIR/out | --inputFiles: there is nothing to read; give --inputFiles=GLOB, or --bootstrapServers with --inputTopics or --inputTopicPattern",
        "--inputFiles=DIR/in/* | --output: is required; give one such as --output=/data/plantbeam",
        "FILES --inputTopics=t --bootstrapServers=b:1 --alertsTopic=a | --inputFiles=DIR/in/*: cannot be used with --inputTopics or --inputTopicPattern; a job reads files or Kafka, not both",
        "KAFKA --inputTopicPattern=t.* | --inputTopicPattern=t.*: cannot be used with --inputTopics; allowed is one of the two",
        "FILES --bootstrapServers=b:1 | --bootstrapServers=b:1: no topic is read or written; give --inputTopics or --inputTopicPattern to read, --alertsTopic or --deadLetterTopic to write, or leave it out",
        "--inputTopics=t --output=DIR/out | --inputTopics=t: needs --bootstrapServers=HOST:PORT,...",
        "FILES --alertsTopic=a | --alertsTopic=a: needs --bootstrapServers=HOST:PORT,...",
        "FILES --deadLetterTopic=d | --deadLetterTopic=d: needs --bootstrapServers=HOST:PORT,...",
        "FILES --consumerConfig=/c | --consumerConfig=/c: needs --bootstrapServers=HOST:PORT,...",
        "--inputTopics=a,,b --bootstrapServers=b:1 --output=DIR/out | --inputTopics=a,,b: has an empty element between commas",
        "--inputTopicPattern=[ --bootstrapServers=b:1 --output=DIR/out | --inputTopicPattern=[: is not a regular expression: Unclosed character class",
        "KAFKA --consumerConfig=DIR/none | --consumerConfig=DIR/none: DIR/none: there is no such file",
        "KAFKA --producerConfig=DIR/none | --producerConfig=DIR/none: DIR/none: there is no such file",
        "KAFKA --startFrom=yesterday | --startFrom=yesterday: allowed are committed, earliest, latest, a time such as 2026-01-01T00:00:00Z, or milliseconds since 1970",
        "KAFKA --idleAfter=0s | --idleAfter=0s: is too short; allowed is 1ms or longer",
        "FILES --windowSize=1m --windowPeriod=5m | --windowPeriod=5m: is longer than --windowSize=1m, so readings between windows would be in none; allowed is at most the size",
        "FILES --windowSize=5 | --windowSize=5: '5' is not a duration; allowed is a number with a unit (500ms, 30s, 5m, 2h, 1d) or ISO-8601 (PT30S), not negative and in whole milliseconds.",
        "FILES --allowedLateness=-1s | --allowedLateness=-1s: '-1s' is not a duration; allowed is a number with a unit (500ms, 30s, 5m, 2h, 1d) or ISO-8601 (PT30S), not negative and in whole milliseconds.",
        "FILES --lakeShards=0 | --lakeShards=0: allowed is 1 or more",
        "FILES --lakeShards=many | --lakeShards=many: is not a whole number; allowed is one such as 4",
        "FILES --assetRegistry=/nowhere | --assetRegistry=/nowhere: The asset registry \"/nowhere\" does not exist; allowed is a directory with facilities and sensors.",
        "FILES --alertMessages=DIR/none | --alertMessages=DIR/none: DIR/none: there is no such file",
        "FILES --alertMessages=DIR/words | --alertMessages=DIR/words: message.raise is not the key of a message; did you mean message.raised?",
        "FILES --sensorTypes=DIR/none.yaml | --sensorTypes=DIR/none.yaml: DIR/none.yaml cannot be read: there is no such file",
        "FILES --sensorTypes=DIR/types.yaml | --sensorTypes=DIR/types.yaml: DIR/types.yaml line 1: is not valid YAML: expected the node content, but found '<stream end>'",
        "FILES --sensorTypes=DIR/detectors.yaml | --sensorTypes=DIR/detectors.yaml: DIR/detectors.yaml line 1: sensor_types.power.detectors.novelty.threshold is 2.0; allowed is a number above 0 and below 1.",
        "FILES --sensorTypes=DIR/assets.yaml | --sensorTypes=DIR/assets.yaml: types.b.detectors.baseline differs from types.a.detectors.baseline; allowed are the same settings, because it judges an asset's sensors of all types together.",
        "FILES --elasticsearchConfig=/e | --elasticsearchConfig=/e: needs --elasticsearchUrls=URL,...",
        "FILES --elasticsearchUrls=es:9200 | --elasticsearchUrls=es:9200: is not the URL of a server; give one such as http://host:9200",
        "FILES --elasticsearchUrls=http://es --indexPrefix=A/b | --indexPrefix=A/b: is not the start of an index name; allowed are lower-case letters, digits, '.', '_' and '-', a letter or digit first",
        "--inputFiles=DIR/empty --output=DIR/out | --inputFiles=DIR/empty: is a directory without a pattern; give a glob such as DIR/empty/*.ndjson",
        "--inputFiles=DIR/empty/* --output=DIR/out | --inputFiles=DIR/empty/*: matches no file; give a path or a glob such as /data/*.ndjson",
        "--inputFiles=/none.ndjson --output=DIR/out | --inputFiles=/none.ndjson: matches no file; give a path or a glob such as /data/*.ndjson",
        "--inputFiles=DIR/in/* --output=DIR/in/a.ndjson/x | --output=DIR/in/a.ndjson/x: is not a directory that can be written to; allowed is one that this user may write to, or create",
        "--inputFiles=DIR/in/* --output=ftp://b/x | --output=ftp://b/x: has a scheme that nothing here can open; allowed are paths, file: and s3://, abfss://, gs://",
        "--inputFiles=DIR/in/* --ouput=DIR/out | --ouput=DIR/out: there is no such option; did you mean --output?",
        "FILES --nonsense=1 | --nonsense=1: there is no such option",
        "FILES nonsense | nonsense: is not an option; allowed is --name=value",
        "FILES --output=DIR/b | --output: is given twice; allowed is once",
        "--inputFiles=DIR/in/* --output | --output: has no value; allowed is --output=value",
        "KAFKA --alertsTopic | --alertsTopic: has no value; allowed is --alertsTopic=value",
        "KAFKA --runner=SparkRunner --checkpointDir | --checkpointDir: has no value; allowed is --checkpointDir=value",
        "FILES --runner=NoRunner | --runner=NoRunner: there is no such runner; allowed are DirectRunner, FlinkRunner, SparkRunner",
        "FILES --elasticsearchUrls=http://es --elasticsearchApiKey=hunter2 | --elasticsearchApiKey: is not a reference to a secret; allowed are secret:env:NAME and secret:file:PATH",
        "KAFKA --kafkaSaslJaasConfig=hunter2 | --kafkaSaslJaasConfig: is not a reference to a secret; allowed are secret:env:NAME and secret:file:PATH",
        "FILES --elasticsearchUrls=http://es --elasticsearchApiKey=secret:env:NO_SUCH_KEY | --elasticsearchApiKey=secret:env:NO_SUCH_KEY: the environment variable NO_SUCH_KEY is not set",
        "FILES --elasticsearchApiKey=secret:file:DIR/in/a.ndjson | --elasticsearchApiKey=secret:file:DIR/in/a.ndjson: needs --elasticsearchUrls=URL,...",
        "FILES --kafkaSaslJaasConfig=secret:file:DIR/in/a.ndjson | --kafkaSaslJaasConfig=secret:file:DIR/in/a.ndjson: needs --bootstrapServers=HOST:PORT,...",
        "FILES --elasticsearchUrls=http://es --elasticsearchConfig=DIR/es --elasticsearchApiKey=secret:file:DIR/in/a.ndjson | --elasticsearchApiKey=secret:file:DIR/in/a.ndjson: cannot be used with api_key in --elasticsearchConfig; allowed is one of the two",
        "KAFKA --consumerConfig=DIR/kafka --kafkaSaslJaasConfig=secret:file:DIR/in/a.ndjson | --kafkaSaslJaasConfig=secret:file:DIR/in/a.ndjson: cannot be used with sasl.jaas.config in --consumerConfig; allowed is one of the two",
        "KAFKA --consumerConfig=DIR/reference | --consumerConfig=DIR/reference: DIR/reference: ssl.key.password: there is no file /no/such",
        "FILES --elasticsearchApiKee=hunter2 | --elasticsearchApiKee: there is no such option; did you mean --elasticsearchApiKey?",
        "FILES --inputFormat=letters | --inputFormat=letters: allowed are messages and dead-letters",
        "FILES --inputFormat=dead-letters --elasticsearchUrls=http://es:9200 | --elasticsearchUrls=http://es:9200: cannot be used with --pipeline=replay, which archives the readings of dead letters and judges none, because the other readings of their windows are missing; leave it out",
        "KAFKA --inputFormat=dead-letters --alertsTopic=a | --alertsTopic=a: cannot be used with --pipeline=replay, which archives the readings of dead letters and judges none, because the other readings of their windows are missing; leave it out",
        "FILES --inputFormat=dead-letters --scores=true | --scores=true: is not an option of --pipeline=replay, which archives the readings of dead letters and judges none, because the other readings of their windows are missing; leave it out",
        "FILES --inputFormat=dead-letters --lake=false | --lake=false: cannot be used with --pipeline=replay, which writes the lake",
        "KAFKA --deadLetterTopic=t | --deadLetterTopic=t: is a topic that the job reads, so that what it writes would come back without end; give another, or leave it out for files",
        "--inputTopicPattern=plant-.* --bootstrapServers=b:1 --output=DIR/out --alertsTopic=plant-alerts | --alertsTopic=plant-alerts: is a topic that the job reads, so that what it writes would come back without end; give another, or leave it out for files",
        "KAFKA --inputFormat=dead-letters --deadLetterTopic=t | --deadLetterTopic=t: is a topic that the job reads, so that what it writes would come back without end; give another, or leave it out for files",
        "--inputTopicPattern=dead-.* --bootstrapServers=b:1 --output=DIR/out --inputFormat=dead-letters --deadLetterTopic=dead-letters | --deadLetterTopic=dead-letters: is a topic that the job reads, so that what it writes would come back without end; give another, or leave it out for files",
        "FILES --pipeline=rollup | --pipeline=rollup: there is no such pipeline; allowed are telemetry and replay",
        "FILES --pipeline=telemetry --inputFormat=dead-letters | --inputFormat=dead-letters: cannot be used with --pipeline=telemetry, which reads messages; leave it out",
        "FILES --pipeline=replay --windowSize=5m | --windowSize=5m: is not an option of --pipeline=replay, which archives the readings of dead letters and judges none, because the other readings of their windows are missing; leave it out",
        "KAFKA --consumerConfig=DIR/commits | --consumerConfig=DIR/commits: enable.auto.commit=true is not allowed, because offsets are committed when their messages have been processed; leave it out",
        "--bootstrapServers=b:1 --output=DIR/out | --bootstrapServers=b:1: no topic is read or written; give --inputTopics or --inputTopicPattern to read, --alertsTopic or --deadLetterTopic to write, or leave it out",
        "KAFKA --alertsTopic=a --deadLetterTopic=a | --deadLetterTopic=a: is the --alertsTopic too, whose readers take every record for an alert; give two topics",
        "FILES --judge=twice | --judge=twice: allowed are ordered and arrival",
      })
  void theSentenceNamesTheOptionTheValueAndWhatIsAllowed(String options, String sentence) {
    assertEquals(List.of(fillIn(sentence)), problems(options));
  }

  @Test
  void theLineOfTheRegistryAtFaultIsNamed() {
    List<String> problems = problems("FILES --assetRegistry=DIR/registry");
    assertEquals(1, problems.size(), problems::toString);
    assertEquals(
        fillIn("--assetRegistry=DIR/registry: sensors.ndjson line 1"),
        problems.get(0).replaceFirst("(line 1).*", "$1"));
  }

  @Test
  void severalProblemsAreAllNamed() {
    assertEquals(
        List.of("--alertCooldown", "--alertsTopic", "--lakeShards", "--output", "--windowSize"),
        problems(
                "--inputFiles=DIR/in/* --alertsTopic=a --windowSize=x --alertCooldown=1y"
                    + " --lakeShards=-1")
            .stream()
            .map(problem -> problem.replaceFirst("[=:].*", ""))
            .sorted()
            .toList());
  }

  @Test
  void topicThatDoesNotExistIsNamedBesideThoseThatDo() {
    String servers = SharedKafka.broker().bootstrapServers();
    String topic = SharedKafka.newTopic("0-first", 1);
    List<String> missing =
        problems("--inputTopics=none --output=DIR/out --bootstrapServers=" + servers);
    assertEquals(1, missing.size(), missing::toString);
    assertEquals(
        "--inputTopics=none: none does not exist on " + servers,
        missing.get(0).replaceFirst(";.*", ""));
    assertTrue(missing.get(0).contains(topic), missing::toString);
    List<String> unmatched =
        problems("--inputTopicPattern=none.* --output=DIR/out --bootstrapServers=" + servers);
    assertEquals(1, unmatched.size(), unmatched::toString);
    assertEquals(
        "--inputTopicPattern=none.*: matches the whole name of no topic on " + servers,
        unmatched.get(0).replaceFirst(";.*", ""));
  }

  @ParameterizedTest
  @CsvSource({"earliest", "latest", "2026-01-01T00:00:00Z"})
  void consumerGroupThatAnotherProgramUsesIsNamed(String startFrom) throws IOException {
    String servers = SharedKafka.broker().bootstrapServers();
    String topic = SharedKafka.newTopic("taken", 1);
    Files.writeString(folder.resolve("consumer"), "group.id=group-of-" + topic);
    try (KafkaConsumer<byte[], byte[]> other = SharedKafka.subscribe(topic, "group-of-" + topic)) {
      assertEquals(1, other.assignment().size());
      assertEquals(
          List.of(
              "--startFrom=%s: the consumer group group-of-%s is in use by another program; stop that, or set another group.id"
                  .formatted(startFrom, topic)),
          problems(
              "--inputTopics=%s --output=DIR/out --bootstrapServers=%s --startFrom=%s --consumerConfig=DIR/consumer"
                  .formatted(topic, servers, startFrom)));
    }
  }

  private List<String> problems(String options) {
    CommandRun run = CommandRun.of(Arrays.asList(fillIn(options).split(" ", -1)));
    assertEquals(ExitCode.INVALID_OPTIONS, run.exitCode(), run::toString);
    List<String> lines = new ArrayList<>(run.errors());
    assertEquals(LAST_LINE, lines.remove(lines.size() - 1));
    assertEquals("", run.output());
    assertFalse(Files.exists(folder.resolve("out")));
    return lines;
  }

  private String fillIn(String text) {
    return text.replace("FILES", "--inputFiles=DIR/in/* --output=DIR/out")
        .replace("KAFKA", "--inputTopics=t --bootstrapServers=b:1 --output=DIR/out")
        .replace("DIR", folder.toString());
  }
}
