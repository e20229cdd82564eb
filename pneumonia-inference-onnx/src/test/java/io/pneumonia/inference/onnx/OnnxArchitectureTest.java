package io.pneumonia.inference.onnx;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.pneumonia", importOptions = DoNotIncludeTests.class)
class OnnxArchitectureTest {

  @ArchTest
  static final ArchRule onlyThisBackendUsesTheRuntime =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.pneumonia.inference.onnx")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.onnxruntime..", "ai.onnx..", "com.google.protobuf..");

  @ArchTest
  static final ArchRule onlyProvidersArePublic =
      classes()
          .that()
          .resideInAPackage("io.pneumonia.inference.onnx")
          .and()
          .haveModifier(JavaModifier.PUBLIC)
          .should()
          .haveNameMatching(".*\\.(OnnxBackendProvider|OnnxModelConverter)");

  @ArchTest
  static final ArchRule nativeTensorsStayInOnePlace =
      noClasses()
          .that()
          .resideInAPackage("io.pneumonia.inference.onnx")
          .and()
          .haveNameNotMatching(".*\\.(OnnxTensors|TensorSlot|OutputReader).*")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("ai.onnxruntime.OnnxTensor");
}
