package io.pneumonia.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** The rules of docs/architecture.md, over all modules. */
@AnalyzeClasses(packages = "io.pneumonia", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule coreIsLayered =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.pneumonia..")
          .layer("top")
          .definedBy("io.pneumonia")
          .layer("evidence")
          .definedBy("io.pneumonia.evidence..")
          .layer("gate")
          .definedBy("io.pneumonia.gate")
          .layer("spi")
          .definedBy("io.pneumonia.spi")
          .layer("model")
          .definedBy("io.pneumonia.model")
          .layer("preprocess")
          .definedBy("io.pneumonia.preprocess")
          .layer("image")
          .definedBy("io.pneumonia.image")
          .layer("decision")
          .definedBy("io.pneumonia.decision")
          .layer("json")
          .definedBy("io.pneumonia.json")
          .layer("csv")
          .definedBy("io.pneumonia.csv")
          .layer("keras")
          .definedBy("io.pneumonia.keras..")
          .layer("backends")
          .definedBy("io.pneumonia.inference..")
          .layer("evaluation")
          .definedBy("io.pneumonia.evaluation..")
          .layer("bundled")
          .definedBy("io.pneumonia.bundled")
          .layer("persistence")
          .definedBy("io.pneumonia.persistence..")
          .layer("media")
          .definedBy("io.pneumonia.media..")
          .layer("web")
          .definedBy("io.pneumonia.web..")
          .layer("cli")
          .definedBy("io.pneumonia.cli")
          .whereLayer("top")
          .mayOnlyBeAccessedByLayers("evaluation", "bundled", "persistence", "web", "cli")
          .whereLayer("evidence")
          .mayOnlyBeAccessedByLayers("top", "web", "cli")
          .whereLayer("gate")
          .mayOnlyBeAccessedByLayers("top", "evaluation", "persistence", "web", "cli")
          .whereLayer("spi")
          .mayOnlyBeAccessedByLayers("top", "evidence", "gate", "keras", "backends", "cli")
          .whereLayer("model")
          .mayOnlyBeAccessedByLayers(
              "top",
              "gate",
              "spi",
              "keras",
              "backends",
              "evaluation",
              "bundled",
              "persistence",
              "web",
              "cli")
          .whereLayer("preprocess")
          .mayOnlyBeAccessedByLayers("top", "evidence", "model", "evaluation", "web", "cli")
          .whereLayer("image")
          .mayOnlyBeAccessedByLayers(
              "top", "evidence", "gate", "preprocess", "evaluation", "persistence", "web", "cli")
          .whereLayer("decision")
          .mayOnlyBeAccessedByLayers(
              "top", "evidence", "model", "evaluation", "persistence", "web", "cli")
          .whereLayer("json")
          .mayOnlyBeAccessedByLayers("gate", "model")
          .whereLayer("csv")
          .mayOnlyBeAccessedByLayers("evaluation", "web", "cli")
          .whereLayer("keras")
          .mayOnlyBeAccessedByLayers("backends", "cli")
          .whereLayer("evaluation")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("bundled")
          .mayOnlyBeAccessedByLayers("web", "cli")
          .whereLayer("persistence")
          .mayOnlyBeAccessedByLayers("media", "web", "cli")
          .whereLayer("media")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("web")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("backends")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.pneumonia.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onnxRuntimeStaysInItsBackend =
      onlyIn("io.pneumonia.inference.onnx..", "ai.onnxruntime..", "ai.onnx..");

  @ArchTest
  static final ArchRule tensorFlowStaysInItsBackend =
      onlyIn("io.pneumonia.inference.tensorflow..", "org.tensorflow..", "org.bytedeco..");

  @ArchTest
  static final ArchRule picturesAreDecodedInPlainJava =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("javax.imageio..").or(resideInAPackage("java.awt..")))
          .because("its pixels differ from JDK to JDK");

  @ArchTest
  static final ArchRule hdf5StaysInTheKerasReader = onlyIn("io.pneumonia.keras..", "io.jhdf..");

  @ArchTest
  static final ArchRule databasesStayInTheRecords =
      onlyIn(
          "io.pneumonia.persistence..",
          "java.sql..",
          "javax.sql..",
          "org.jdbi..",
          "org.flywaydb..",
          "com.zaxxer..",
          "org.sqlite..",
          "org.postgresql..");

  @ArchTest
  static final ArchRule objectStoresStayInTheirModule =
      onlyIn("io.pneumonia.media.s3", "software.amazon..");

  @ArchTest
  static final ArchRule servletsStayInTheWebModule =
      onlyIn(
          "io.pneumonia.web..",
          "jakarta.servlet..",
          "jakarta.ws.rs..",
          "org.eclipse.jetty..",
          "org.glassfish.jersey..",
          "io.micrometer..");

  @ArchTest
  static final ArchRule anotherServerWouldDo =
      onlyIn("io.pneumonia.web.server", "org.eclipse.jetty..");

  @ArchTest
  static final ArchRule whatLeavesTheProcessDoesSoInOnePlace =
      onlyIn("io.pneumonia.web.telemetry", "io.sentry..", "io.opentelemetry..");

  @ArchTest
  static final ArchRule passwordsAreHashedInOnePlace =
      onlyIn("io.pneumonia.persistence.accounts", "com.password4j..");

  @ArchTest
  static final ArchRule databasesDifferInOnePlace =
      onlyIn("io.pneumonia.persistence.database", "org.sqlite..", "org.postgresql..");

  @ArchTest
  static final ArchRule namesSayWhatAClassDoes =
      noClasses()
          .should()
          .haveNameMatching(".*(Manager|Helper|Helpers|Util|Utils|Impl)")
          .because("such a name says nothing");

  @ArchTest
  static final ArchRule packagesAreNullMarked =
      classes().that().resideInAPackage("io.pneumonia..").should(beInANullMarkedPackage());

  private static ArchRule onlyIn(String home, String... libraries) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(home)
        .should()
        .dependOnClassesThat(
            java.util.Arrays.stream(libraries)
                .map(library -> resideInAPackage(library))
                .reduce((one, other) -> one.or(other))
                .orElseThrow());
  }

  private static ArchCondition<JavaClass> beInANullMarkedPackage() {
    return new ArchCondition<>("be in a @NullMarked package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(
            new SimpleConditionEvent(
                type, marked, type.getName() + " in " + type.getPackageName()));
      }
    };
  }
}
