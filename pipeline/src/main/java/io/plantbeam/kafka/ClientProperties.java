package io.plantbeam.kafka;

import io.plantbeam.config.Suggestions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The rules of a properties file for Kafka's clients: names that a client knows, values that it can
 * use, and nothing that the job decides otherwise. Both files may be one: names of the other kind
 * of client are allowed.
 */
final class ClientProperties {
  /**
   * Lists properties that are for classes of the user's own, such as interceptors: names, or
   * beginnings with a star behind.
   */
  static final String CUSTOM = "plantbeam.custom.properties";

  private static final Set<String> KNOWN = known();

  private static final Set<ConfigDef.Type> CHECKED_TYPES =
      Set.of(
          ConfigDef.Type.BOOLEAN,
          ConfigDef.Type.STRING,
          ConfigDef.Type.INT,
          ConfigDef.Type.SHORT,
          ConfigDef.Type.LONG,
          ConfigDef.Type.DOUBLE);

  private final ConfigDef definition;
  private final Map<String, String> serializers;

  /** What is wrong with the value of a property that the job decides; null where nothing is. */
  private final Map<String, UnaryOperator<String>> decided = new HashMap<>();

  private ClientProperties(ConfigDef definition, Map<String, String> serializers) {
    this.definition = definition;
    this.serializers = serializers;
    serializers.forEach(
        (name, type) ->
            decided.put(
                name,
                value ->
                    value.equals(type)
                        ? null
                        : "%s=%s is not used, because the job takes and gives bytes; leave it out"
                            .formatted(name, value)));
  }

  /**
   * Those of consumers.
   *
   * @param startFrom as it is given, or its default
   */
  static ClientProperties ofConsumer(String bootstrapServers, String startFrom) {
    ClientProperties rules =
        new ClientProperties(
            ConsumerConfig.configDef(),
            Map.of(
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName(),
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                    ByteArrayDeserializer.class.getName()));
    rules.decideServers(bootstrapServers);
    rules.decided.put(
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        value ->
            Boolean.parseBoolean(value)
                ? "enable.auto.commit=true is not allowed, because offsets are committed when their"
                    + " messages have been processed; leave it out"
                : null);
    rules.decided.put(
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        value ->
            value.equals("read_committed")
                ? null
                : "isolation.level=%s is not used, because the job reads what is committed; leave it out"
                    .formatted(value));
    rules.decided.put(
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        value ->
            value.equals("earliest")
                ? null
                : ("auto.offset.reset=%s contradicts --startFrom=%s, which alone says where the job"
                        + " begins, and would pass over what was deleted or not read; leave it out,"
                        + " and give --startFrom=latest to begin at the end")
                    .formatted(value, startFrom));
    return rules;
  }

  /** Those of producers. */
  static ClientProperties ofProducer(String bootstrapServers) {
    ClientProperties rules =
        new ClientProperties(
            ProducerConfig.configDef(),
            Map.of(
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName(),
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName()));
    rules.decideServers(bootstrapServers);
    rules.decided.put(
        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
        value ->
            "transactional.id=%s is not used, because the job writes without transactions; leave it out"
                .formatted(value));
    rules.decided.put(
        ProducerConfig.ACKS_CONFIG,
        value ->
            value.equals("0")
                ? "acks=0 is not allowed, because it loses what a broker does not take without a"
                    + " word; leave it out"
                : null);
    return rules;
  }

  private void decideServers(String bootstrapServers) {
    decided.put(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        value ->
            value.equals(bootstrapServers)
                ? null
                : "bootstrap.servers=%s contradicts --bootstrapServers=%s; leave it out"
                    .formatted(value, bootstrapServers));
  }

  /** What is wrong with properties, in sentences without their file. */
  List<String> problems(Map<String, String> properties) {
    List<String> problems = new ArrayList<>();
    Pattern custom = custom(properties);
    new TreeMap<>(properties)
        .forEach(
            (name, value) -> {
              if (decided.containsKey(name)) {
                String problem = decided.get(name).apply(value);
                if (problem != null) {
                  problems.add(problem);
                }
              } else if (!KNOWN.contains(name) && !custom.matcher(name).matches()) {
                problems.add(unknown(name));
              }
            });
    problems.addAll(unusable(properties));
    return problems;
  }

  private static String unknown(String name) {
    List<String> closest = Suggestions.closest(name, KNOWN);
    return "Kafka's clients have no property %s%s"
        .formatted(
            name,
            closest.isEmpty()
                ? "; leave it out, or, if it is for a class of your own, list it in " + CUSTOM
                : Suggestions.question("", closest));
  }

  /** A client would fail of these when it is made, on a worker. */
  private List<String> unusable(Map<String, String> properties) {
    Map<String, String> complete = new HashMap<>(properties);
    complete.putAll(serializers);
    List<String> problems = new ArrayList<>();
    for (ConfigValue value : definition.validate(complete)) {
      ConfigDef.ConfigKey key = definition.configKeys().get(value.name());
      if (key != null
          && CHECKED_TYPES.contains(key.type)
          && properties.containsKey(value.name())
          && !decided.containsKey(value.name())) {
        // What follows from the first is not said.
        value.errorMessages().stream().findFirst().ifPresent(problems::add);
      }
    }
    return problems;
  }

  private static Pattern custom(Map<String, String> properties) {
    List<String> patterns = new ArrayList<>(List.of(Pattern.quote(CUSTOM)));
    for (String name : properties.getOrDefault(CUSTOM, "").split(",", -1)) {
      String stripped = name.strip();
      patterns.add(
          stripped.endsWith("*")
              ? Pattern.quote(stripped.substring(0, stripped.length() - 1)) + ".*"
              : Pattern.quote(stripped));
    }
    return Pattern.compile(String.join("|", patterns));
  }

  private static Set<String> known() {
    Set<String> names = new HashSet<>(ConsumerConfig.configNames());
    names.addAll(ProducerConfig.configNames());
    names.addAll(AdminClientConfig.configNames());
    return Set.copyOf(names);
  }
}
