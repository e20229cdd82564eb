package io.pneumonia.keras;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Files and configurations do not know each other's users, and HDF5 stays in one package. */
class KerasArchitectureTest {

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.pneumonia.keras");

  @Test
  void packagesUseOnlyLowerOnes() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("module")
        .definedBy("io.pneumonia.keras")
        .layer("lowering")
        .definedBy("io.pneumonia.keras.lowering")
        .layer("file")
        .definedBy("io.pneumonia.keras.file")
        .layer("config")
        .definedBy("io.pneumonia.keras.config")
        .layer("graph")
        .definedBy("io.pneumonia.keras.graph")
        .whereLayer("module")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("lowering")
        .mayOnlyBeAccessedByLayers("module")
        .whereLayer("file")
        .mayOnlyBeAccessedByLayers("module", "lowering")
        .whereLayer("config")
        .mayOnlyBeAccessedByLayers("module", "lowering", "file")
        .whereLayer("graph")
        .mayOnlyBeAccessedByLayers("module", "lowering")
        .check(classes);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.pneumonia.keras.(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void onlyTheFilePackageTouchesHdf5() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.pneumonia.keras.file")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.jhdf..")
        .check(classes);
  }
}
