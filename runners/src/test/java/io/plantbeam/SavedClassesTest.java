package io.plantbeam;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.plantbeam.parse.EventTimeExtractor;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.kafka.TimestampPolicyFactory;
import org.apache.beam.sdk.transforms.SerializableFunction;

/**
 * Classes whose objects are in savepoints: Flink writes each coder beside the state that it has
 * written, and each source with all that it refers to, in Java's serialisation.
 */
@AnalyzeClasses(packages = "io.plantbeam", importOptions = DoNotIncludeTests.class)
class SavedClassesTest {
  @ArchTest
  static final ArchRule theirNumbersStayWhenTheyAreCompiledAgain =
      classes()
          .that(areSaved())
          .should(declareTheirNumber())
          .because(
              "without it the number depends on the class's members, and a release that adds a"
                  + " method cannot restore the savepoints of the one before");

  private static DescribedPredicate<JavaClass> areSaved() {
    return DescribedPredicate.describe(
        "are saved",
        type ->
            !type.isInterface()
                && !type.isEnum()
                && (type.isAssignableTo(Coder.class)
                    || type.isAssignableTo(UnboundedSource.class)
                    || type.isAssignableTo(TimestampPolicyFactory.class)
                    || type.isAssignableTo(EventTimeExtractor.class)
                    || (type.getPackageName().endsWith(".source")
                        && type.isAssignableTo(SerializableFunction.class))));
  }

  private static ArchCondition<JavaClass> declareTheirNumber() {
    return new ArchCondition<>("declare serialVersionUID") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean declared = type.tryGetField("serialVersionUID").isPresent();
        events.add(
            new SimpleConditionEvent(
                type, declared, type.getName() + " declares no serialVersionUID"));
      }
    };
  }
}
