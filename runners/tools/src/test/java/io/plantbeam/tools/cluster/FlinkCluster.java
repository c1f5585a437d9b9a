package io.plantbeam.tools.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.plantbeam.model.Counters;
import io.plantbeam.servers.Checkout;
import io.plantbeam.servers.ClusterDirectory;
import io.plantbeam.servers.JavaCommand;
import io.plantbeam.servers.Rest;
import io.plantbeam.testing.Await;
import io.plantbeam.testing.StartedProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A real Flink cluster for tests, to which plantbeam.jar is submitted as a user does it. */
public final class FlinkCluster implements AutoCloseable {
  private static final Duration SUBMIT_LIMIT = Duration.ofMinutes(4);
  private static final Duration ACTION_LIMIT = Duration.ofMinutes(4);
  private static final Pattern JOB_ID = Pattern.compile("JobID ([0-9a-f]{32})");

  private static final String COMPILER_OPTIONS = String.join(" ", JavaCommand.compilerOptions());

  /** An address of 4 KiB is the longest that Flink takes. */
  private static final int METRICS_AT_ONCE = 20;

  private final FlinkServers servers;
  private final Path jar;
  private final AtomicInteger commands = new AtomicInteger();

  private FlinkCluster(FlinkServers servers) {
    this.servers = servers;
    this.jar = Checkout.copyOfJar(servers.directory());
  }

  /**
   * Starts a cluster on free ports.
   *
   * @param configuration settings of Flink's own beside the usual ones
   */
  public static FlinkCluster start(Path directory, Map<String, String> configuration) {
    FlinkServers.Settings usual = FlinkServers.Settings.defaults();
    Map<String, String> all = new TreeMap<>(configuration);
    if (!COMPILER_OPTIONS.isEmpty()) {
      all.put("env.java.opts.taskmanager", COMPILER_OPTIONS);
    }
    FlinkServers servers =
        new FlinkServers(
            new ClusterDirectory(directory),
            new FlinkServers.Settings(0, usual.taskManagers(), usual.slots(), usual.memory(), all));
    servers.start();
    return new FlinkCluster(servers);
  }

  public FlinkServers servers() {
    return servers;
  }

  /**
   * Runs the JAR to the job's end, as {@code flink run plantbeam.jar ARGUMENTS} does. A job that is
   * not at its end in time is cancelled, so that tests after this have the cluster for themselves.
   *
   * @return what the command wrote
   * @throws AssertionError with that if it fails
   */
  public String run(Duration limit, List<String> arguments) {
    StartedProgram command = flink(List.of("run"), arguments);
    try {
      return command.awaitSuccess(limit);
    } catch (AssertionError e) {
      Matcher submitted = JOB_ID.matcher(command.text());
      if (submitted.find()) {
        cancelIfRunning(submitted.group(1));
      }
      throw e;
    }
  }

  /**
   * Submits the JAR, as {@code flink run -d plantbeam.jar ARGUMENTS} does.
   *
   * @return what the command wrote
   */
  public String runDetached(List<String> arguments) {
    return flink(List.of("run", "-d"), arguments).awaitSuccess(SUBMIT_LIMIT);
  }

  /**
   * Submits the JAR.
   *
   * @return the job's id
   */
  public String submit(List<String> arguments) {
    return jobId(runDetached(arguments));
  }

  /** Submits the JAR to go on from a savepoint. */
  public String submitFrom(String savepoint, List<String> arguments) {
    return jobId(
        flink(List.of("run", "-d", "-s", savepoint), arguments).awaitSuccess(SUBMIT_LIMIT));
  }

  /** Such as RUNNING, RESTARTING, FINISHED, FAILED, CANCELED. */
  public String state(String jobId) {
    return get("/jobs/" + jobId).path("state").asText();
  }

  /** Waits for a state of the job; fails at once with the reason where the job has failed. */
  public void awaitState(String jobId, String state, Duration limit) {
    Await.until(
        limit,
        () -> {
          String now = state(jobId);
          if (now.equals("FAILED") && !state.equals("FAILED")) {
            throw new AssertionError("the job failed: " + failure(jobId));
          }
          return now.equals(state);
        },
        () -> "the job is " + state(jobId) + " and not " + state + ": " + failure(jobId));
  }

  /** Waits until every task of the job runs. */
  public void awaitRunning(String jobId, Duration limit) {
    Await.until(
        limit,
        () -> {
          JsonNode job = get("/jobs/" + jobId);
          List<String> states = new ArrayList<>();
          job.path("vertices").forEach(vertex -> states.add(vertex.path("status").asText()));
          return job.path("state").asText().equals("RUNNING")
              && !states.isEmpty()
              && states.stream().allMatch(s -> s.equals("RUNNING") || s.equals("FINISHED"));
        },
        () -> "the job is " + condition(jobId));
  }

  /** The job's state, and why tasks of it failed. */
  public String condition(String jobId) {
    return state(jobId) + ": " + failure(jobId);
  }

  /** Why tasks of the job failed, the last first; empty where none has. */
  public String failure(String jobId) {
    List<String> causes = new ArrayList<>();
    get("/jobs/" + jobId + "/exceptions")
        .path("exceptionHistory")
        .path("entries")
        .forEach(entry -> causes.add(entry.path("stacktrace").asText()));
    return String.join("\n", causes);
  }

  /** The name of the job. */
  public String name(String jobId) {
    return get("/jobs/" + jobId).path("name").asText();
  }

  /** What the UI shows as the user configuration of the job. */
  public Map<String, String> userConfiguration(String jobId) {
    Map<String, String> configuration = new TreeMap<>();
    get("/jobs/" + jobId + "/config")
        .path("execution-config")
        .path("user-config")
        .fields()
        .forEachRemaining(entry -> configuration.put(entry.getKey(), entry.getValue().asText()));
    return configuration;
  }

  /** What the web UI asks for, of the cluster and of each of its jobs: texts by their paths. */
  public Map<String, String> shown() {
    List<String> paths =
        new ArrayList<>(
            List.of("/config", "/jobmanager/config", "/jobmanager/environment", "/taskmanagers"));
    for (JsonNode job : get("/jobs/overview").path("jobs")) {
      String path = "/jobs/" + job.path("jid").asText();
      for (String part :
          List.of("", "/config", "/plan", "/accumulators", "/checkpoints/config", "/exceptions")) {
        paths.add(path + part);
      }
      get(path)
          .path("vertices")
          .forEach(
              vertex -> {
                String ofVertex = path + "/vertices/" + vertex.path("id").asText();
                paths.addAll(List.of(ofVertex, ofVertex + "/accumulators"));
              });
    }
    Map<String, String> shown = new TreeMap<>();
    paths.forEach(path -> shown.put(path, get(path).toString()));
    return shown;
  }

  /** How many checkpoints the job has completed. */
  public int completedCheckpoints(String jobId) {
    return get("/jobs/" + jobId + "/checkpoints").path("counts").path("completed").asInt();
  }

  /** Ends the job at once; returns when it is cancelled. */
  public void cancel(String jobId) {
    send("PATCH", "/jobs/" + jobId + "?mode=cancel", null);
    awaitState(jobId, "CANCELED", ACTION_LIMIT);
  }

  /** The same for a job that may have ended. */
  public void cancelIfRunning(String jobId) {
    if (Set.of("RUNNING", "RESTARTING").contains(state(jobId))) {
      cancel(jobId);
    }
  }

  /**
   * Stops the job with a savepoint.
   *
   * @return where the savepoint is
   */
  public String stopWithSavepoint(String jobId) {
    String body =
        "{\"targetDirectory\":\"%s\",\"drain\":false}".formatted(servers.savepoints().toUri());
    String trigger = send("POST", "/jobs/" + jobId + "/stop", body).path("request-id").asText();
    String path = "/jobs/" + jobId + "/savepoints/" + trigger;
    Await.until(
        ACTION_LIMIT,
        () -> get(path).path("status").path("id").asText().equals("COMPLETED"),
        () -> "no savepoint: " + get(path));
    JsonNode operation = get(path).path("operation");
    if (!operation.has("location")) {
      throw new AssertionError("no savepoint: " + operation);
    }
    awaitState(jobId, "FINISHED", ACTION_LIMIT);
    return operation.path("location").asText();
  }

  /**
   * The sums over subtasks of all of a job's numeric metrics, by task and metric, as in {@code
   * Source: ReadKafka … .0.numRecordsOut}; the counters of the pipeline are among them.
   */
  public Map<String, Double> metrics(String jobId) {
    Map<String, Double> metrics = new TreeMap<>();
    forEachTask(
        jobId,
        (task, path) ->
            sums(path, name -> true).forEach((name, sum) -> metrics.put(task + "." + name, sum)));
    return metrics;
  }

  /**
   * What a counter of the pipeline stands at, over all steps and subtasks, or empty where no step
   * has counted yet. It begins anew when the job is restarted.
   *
   * @param name the name of the counter, such as readings
   */
  public OptionalLong counter(String jobId, String name) {
    List<Double> found = new ArrayList<>();
    String end = "." + Counters.NAMESPACE + "_" + name;
    forEachTask(jobId, (task, path) -> found.addAll(sums(path, id -> id.endsWith(end)).values()));
    return found.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of((long) found.stream().mapToDouble(Double::doubleValue).sum());
  }

  /**
   * Kills a TaskManager as {@code kill -9} does, and starts another; returns when the job runs
   * again.
   */
  public void replaceTaskManager(String jobId) {
    long before = lastRestart(jobId);
    servers.taskManagers().get(0).kill();
    servers.start();
    Await.until(
        ACTION_LIMIT,
        () -> lastRestart(jobId) > before,
        () -> "Flink has not noticed it: the job is " + condition(jobId));
    awaitRunning(jobId, ACTION_LIMIT);
  }

  /**
   * When the job last began to restart, in milliseconds since the epoch; 0 if it never did. The
   * metric that counts restarts may stay as it was after a TaskManager is lost.
   */
  private long lastRestart(String jobId) {
    return get("/jobs/" + jobId).path("timestamps").path("RESTARTING").asLong();
  }

  @Override
  public void close() {
    servers.stop();
  }

  private StartedProgram flink(List<String> action, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Checkout.engine("flink").resolve("bin/flink").toString());
    command.addAll(action);
    command.addAll(List.of("-m", servers.address(), jar.toString()));
    command.add("--runner=FlinkRunner");
    command.addAll(arguments);
    Path output = servers.directory().console("flink-run-" + commands.incrementAndGet());
    return StartedProgram.start(
        command, Map.of("JAVA_HOME", JavaCommand.home(), "JVM_ARGS", COMPILER_OPTIONS), output);
  }

  /** The id that {@code flink run} has printed. */
  static String jobId(String output) {
    Matcher matcher = JOB_ID.matcher(output);
    if (!matcher.find()) {
      throw new AssertionError("no job was submitted:\n" + output);
    }
    return matcher.group(1);
  }

  private void forEachTask(String jobId, BiConsumer<String, String> action) {
    for (JsonNode task : get("/jobs/" + jobId).path("vertices")) {
      String path =
          "/jobs/" + jobId + "/vertices/" + task.path("id").asText() + "/subtasks/metrics";
      action.accept(task.path("name").asText(), path);
    }
  }

  /** The sums over the subtasks of a task, of the metrics of the names that are wished. */
  private Map<String, Double> sums(String path, Predicate<String> wished) {
    List<String> names = new ArrayList<>();
    get(path).forEach(metric -> names.add(metric.path("id").asText()));
    names.removeIf(wished.negate());
    Map<String, Double> sums = new TreeMap<>();
    for (int from = 0; from < names.size(); from += METRICS_AT_ONCE) {
      List<String> some = names.subList(from, Math.min(names.size(), from + METRICS_AT_ONCE));
      String query = some.stream().map(FlinkCluster::encoded).collect(Collectors.joining(","));
      get(path + "?agg=sum&get=" + query)
          .forEach(metric -> sums.put(metric.path("id").asText(), metric.path("sum").asDouble()));
    }
    return sums;
  }

  private JsonNode get(String path) {
    return send("GET", path, null);
  }

  private JsonNode send(String method, String path, String body) {
    try {
      return Rest.send(method, URI.create(servers.url() + path).toString(), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8);
  }
}
