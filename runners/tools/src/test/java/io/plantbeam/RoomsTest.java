package io.plantbeam;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.plantbeam.telemetry.Connectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.transforms.DoFn;

/** The rooms of the house, and that imports run downward only. */
@AnalyzeClasses(packages = "io.plantbeam", importOptions = DoNotIncludeTests.class)
class RoomsTest {
  private static final String[] TRANSFORMS = {
    "io.plantbeam.codec..",
    "io.plantbeam.model..",
    "io.plantbeam.parse..",
    "io.plantbeam.deduplicate..",
    "io.plantbeam.maintenance..",
    "io.plantbeam.condition..",
    "io.plantbeam.enrich..",
    "io.plantbeam.order..",
    "io.plantbeam.panes..",
    "io.plantbeam.windows..",
    "io.plantbeam.rollup..",
    "io.plantbeam.detect..",
    "io.plantbeam.alert..",
    "io.plantbeam.equipment.."
  };
  private static final String[] PIPELINE = {
    "io.plantbeam.config..",
    "io.plantbeam.registry..",
    "io.plantbeam.options..",
    "io.plantbeam.output..",
    "io.plantbeam.parquet..",
    "io.plantbeam.format..",
    "io.plantbeam.job..",
    "io.plantbeam.preflight..",
    "io.plantbeam.stores..",
    "io.plantbeam.telemetry.."
  };
  private static final String[] CONNECTORS =
      Connectors.ALL.stream()
          .map(
              connector ->
                  connector.getClass().getPackageName().substring("io.plantbeam.".length()))
          .toArray(String[]::new);
  private static final String[] TEMPLATES = {"io.plantbeam.spec..", "io.plantbeam.render.."};
  private static final String[] RUNNERS = {
    "io.plantbeam.cli..", "io.plantbeam.launch..", "io.plantbeam.engines.."
  };
  private static final String[] EMBEDDED = {
    "io.plantbeam.embedded..", "io.plantbeam.servers..", "io.plantbeam.testing.."
  };

  @ArchTest
  static final ArchRule importsRunDownward =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("transforms")
          .definedBy(TRANSFORMS)
          .layer("pipeline")
          .definedBy(
              Stream.concat(
                      Stream.of(PIPELINE),
                      Stream.of(CONNECTORS).map("io.plantbeam.%s.."::formatted))
                  .toArray(String[]::new))
          .layer("templates")
          .definedBy(TEMPLATES)
          .layer("runners")
          .definedBy(RUNNERS)
          .layer("tables")
          .definedBy("io.plantbeam.tables..")
          .layer("tools")
          .definedBy("io.plantbeam.tools..")
          .layer("embedded servers")
          .definedBy(EMBEDDED)
          .whereLayer("tools")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("runners")
          .mayOnlyBeAccessedByLayers("tools")
          .whereLayer("tables")
          .mayOnlyBeAccessedByLayers("tools")
          .whereLayer("tables")
          .mayNotAccessAnyLayer()
          .whereLayer("embedded servers")
          .mayOnlyBeAccessedByLayers("tools")
          .whereLayer("templates")
          .mayOnlyBeAccessedByLayers("runners", "tools")
          .whereLayer("pipeline")
          .mayOnlyBeAccessedByLayers("templates", "runners", "tools")
          .whereLayer("transforms")
          .mayOnlyBeAccessedByLayers("pipeline", "templates", "runners", "tools")
          .whereLayer("embedded servers")
          .mayNotAccessAnyLayer()
          .ensureAllClassesAreContainedInArchitecture();

  @ArchTest
  static final ArchRule transformsUseTheBeamSdkCoreAlone =
      noClasses()
          .that(resideInAnyPackage(TRANSFORMS))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.net..",
              "java.nio.file..",
              "java.sql..",
              "org.apache.beam.sdk.io.kafka..",
              "org.apache.beam.runners..",
              "org.apache.kafka..",
              "org.apache.parquet..",
              "org.elasticsearch..",
              "com.fasterxml.jackson.databind..");

  @ArchTest
  static final ArchRule detectorsKnowNothingOfBeam =
      noClasses()
          .that()
          .resideInAPackage("io.plantbeam.detect..")
          .and()
          .haveSimpleNameEndingWith("Detector")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.beam..");

  @ArchTest
  static final ArchRule formatsKnowNothingOfBeam =
      noClasses()
          .that()
          .resideInAnyPackage("io.plantbeam.parse.json..", "io.plantbeam.format..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.beam..");

  @ArchTest
  static final ArchRule stepsThatParseKnowNoFormat =
      noClasses()
          .that()
          .resideInAPackage("io.plantbeam.parse")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.plantbeam.parse.json..");

  @ArchTest
  static final ArchRule timeInsideTransformsComesFromTheElements =
      noClasses()
          .that(resideInAnyPackage(TRANSFORMS))
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.time.Instant.class, "now");

  @ArchTest
  static final ArchRule connectorsDoNotKnowEachOther =
      slices()
          .matching("io.plantbeam.(" + String.join("|", CONNECTORS) + ")..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule whatJobsAreMadeOfKnowsNoConnectorAndNoPipeline =
      noClasses()
          .that()
          .resideInAPackage("io.plantbeam.job..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              Stream.concat(Stream.of(CONNECTORS), Stream.of("telemetry"))
                  .map("io.plantbeam.%s.."::formatted)
                  .toArray(String[]::new));

  @ArchTest
  static final ArchRule toolsKnowOfTablesWhatNeedsNoFormat =
      noClasses()
          .that()
          .resideInAPackage("io.plantbeam.tools..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.plantbeam.tables.*..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.plantbeam.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packagesWithinRoomsHaveNoCycles =
      slices().matching("io.plantbeam.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theListOfDetectorsStandsAboveThem =
      noClasses()
          .that()
          .resideInAPackage("io.plantbeam.detect.*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.plantbeam.detect");

  @ArchTest
  static final ArchRule alertsKnowNoDetector =
      noClasses()
          .that()
          .resideInAPackage("io.plantbeam.alert..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.plantbeam.detect..")
                  .and(not(resideInAPackage("io.plantbeam.detect.settings.."))));

  @ArchTest
  static final ArchRule stepsAreNotPublic =
      classes().that().areAssignableTo(DoFn.class).should().notBePublic();
}
