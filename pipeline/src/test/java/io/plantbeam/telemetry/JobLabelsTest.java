package io.plantbeam.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.plantbeam.job.JobLabels;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;

class JobLabelsTest {
  @Test
  void parametersAreThoseWithAValueInTheOrderOfTheHelp() {
    JobLabels labels =
        labels(
            "--jobName=line-7",
            "--templateName=backfill",
            "--templateVersion=1.2.0",
            "--output=/out",
            "--inputFiles=*.ndjson",
            "--alertsTopic=");
    assertEquals("line-7", labels.jobName());
    assertEquals("backfill", labels.templateName());
    assertEquals("1.2.0", labels.templateVersion());
    assertEquals("inputFiles", labels.parameters().keySet().iterator().next());
    assertEquals("/out", labels.parameters().get("output"));
    assertEquals("5m", labels.parameters().get("windowSize"));
    assertEquals("true", labels.parameters().get("lake"));
    for (String without : new String[] {"alertsTopic", "deadLetterTopic", "templateName"}) {
      assertFalse(labels.parameters().containsKey(without), without);
    }
    assertEquals(
        "line-7 (template backfill 1.2.0): inputFiles=*.ndjson startFrom=committed",
        labels.sentence().substring(0, 73));
  }

  @Test
  void jobWithoutATemplateSaysNothingOfOne() {
    JobLabels labels = labels("--jobName=plantbeam");
    assertNull(labels.templateName());
    assertEquals("plantbeam: startFrom=", labels.sentence().substring(0, 21));
  }

  @Test
  void secretsAreReferencesOrHidden() {
    JobLabels labels =
        labels("--elasticsearchApiKey=hunter2", "--kafkaSaslJaasConfig=secret:env:JAAS");
    assertEquals("[hidden]", labels.parameters().get("elasticsearchApiKey"));
    assertEquals("secret:env:JAAS", labels.parameters().get("kafkaSaslJaasConfig"));
  }

  private static JobLabels labels(String... arguments) {
    return JobLabels.of(
        PipelineKinds.TELEMETRY.parameters(), PipelineOptionsFactory.fromArgs(arguments).create());
  }
}
