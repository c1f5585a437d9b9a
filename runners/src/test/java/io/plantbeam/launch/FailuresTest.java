package io.plantbeam.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.config.ServerUnavailableException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.util.UserCodeException;
import org.apache.flink.util.SerializedThrowable;
import org.junit.jupiter.api.Test;

class FailuresTest {
  @Test
  void whatTheEngineMetIsNamedAndNotThatItFailed() {
    assertEquals(
        "There is no operator for the state abc",
        Failures.sentence(
            new PipelineExecutionException(
                new RuntimeException(
                    "Pipeline execution failed",
                    new IllegalStateException(
                        "Failed to rollback",
                        new IllegalStateException("There is no operator for the state abc"))))));
    assertEquals(
        "AccessDeniedException: /data/checkpoints",
        Failures.sentence(
            new PipelineExecutionException(
                new RuntimeException(
                    "Pipeline execution failed", new AccessDeniedException("/data/checkpoints")))));
  }

  @Test
  void sentenceOfAStepIsNotThatOfWhatItMet() {
    assertEquals(
        "a.gz is broken",
        Failures.sentence(
            new PipelineExecutionException(
                UserCodeException.wrap(
                    new IllegalStateException("a.gz is broken", new IOException("no header"))))));
  }

  @Test
  void sentenceOfTheJobItselfIsTheCause() {
    Throwable sent =
        UserCodeException.wrap(
            new IOException(
                "KafkaWriter : failed to send 1 records",
                new ServerUnavailableException(
                    "a record could not be sent to the topic t: too large",
                    new IOException("too large"))));
    assertEquals(
        "a record could not be sent to the topic t: too large",
        Failures.sentence(new PipelineExecutionException(sent)));
    assertEquals(
        "a record could not be sent to the topic t: too large",
        Failures.sentence(new RuntimeException("Job failed", new SerializedThrowable(sent))));
  }

  @Test
  void savepointOfOtherOptionsIsExplained() {
    String sentence =
        Failures.sentence(
            new RuntimeException(
                "Pipeline execution failed",
                new IllegalStateException(
                    "Failed to rollback to checkpoint/savepoint s. Cannot map checkpoint/savepoint state for operator 7f")));
    assertTrue(sentence.startsWith("Failed to rollback"), sentence);
    assertTrue(sentence.contains("--windowSize"), sentence);
  }

  @Test
  void failureWithoutMessageIsItsType() {
    assertEquals(
        "java.lang.NullPointerException",
        Failures.sentence(new PipelineExecutionException(new NullPointerException())));
  }
}
