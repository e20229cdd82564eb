package io.pneumonia.model;

import io.pneumonia.preprocess.ColorMode;
import io.pneumonia.preprocess.Fit;
import io.pneumonia.preprocess.Interpolation;
import io.pneumonia.preprocess.PreprocessSpec;
import io.pneumonia.tensor.TensorLayout;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A card as its file has it: anything may be missing, and the constraints say what must not. A
 * component's name in lower case with underscores is the field's name.
 */
record CardJson(
    @Given @Text @Nullable String name,
    @Given @Text @Nullable String version,
    @Pattern(regexp = "[0-9a-fA-F]{64}", message = "expected 64 hexadecimal digits")
        @Nullable String sha256,
    @Given @Valid @Nullable Input input,
    @Given @Valid @Nullable Output output,
    @Share @Nullable Double threshold,
    @Valid @Nullable Band uncertainBand,
    List<@Valid Point> operatingPoints,
    @Valid @Nullable Calibrated calibration,
    @Text @Nullable String licence,
    List<@Valid Trained> trainingData,
    List<@Valid Measured> measured,
    @Text @Nullable String intendedUse,
    @Nullable List<@Text String> limits,
    @Nullable List<@Text String> notes) {

  /** What {@link Given} says: the reader knows what it expected when it asked for the field. */
  static final String MISSING = "missing";

  /** Must not be missing. */
  @NotNull
  @ReportAsSingleViolation
  @Constraint(validatedBy = {})
  @Target({ElementType.FIELD, ElementType.TYPE_USE})
  @Retention(RetentionPolicy.RUNTIME)
  @interface Given {
    String message() default MISSING;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
  }

  /** Must not be blank, if it is there. */
  @Pattern(regexp = "(?s).*\\S.*")
  @ReportAsSingleViolation
  @Constraint(validatedBy = {})
  @Target({ElementType.FIELD, ElementType.TYPE_USE})
  @Retention(RetentionPolicy.RUNTIME)
  @interface Text {
    String message() default "expected text";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
  }

  /** Must be from 0 to 1, if it is there. */
  @DecimalMin("0")
  @DecimalMax("1")
  @ReportAsSingleViolation
  @Constraint(validatedBy = {})
  @Target({ElementType.FIELD, ElementType.TYPE_USE})
  @Retention(RetentionPolicy.RUNTIME)
  @interface Share {
    String message() default "expected a number from 0 to 1";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
  }

  /** Must be a side of a network's input, if it is there. */
  @Min(1)
  @Max(PreprocessSpec.MAX_SIDE)
  @ReportAsSingleViolation
  @Constraint(validatedBy = {})
  @Target({ElementType.FIELD, ElementType.TYPE_USE})
  @Retention(RetentionPolicy.RUNTIME)
  @interface Side {
    String message() default "expected a whole number from 1 to " + PreprocessSpec.MAX_SIDE;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
  }

  record Input(
      @Given @Side @Nullable Long width,
      @Given @Side @Nullable Long height,
      @Given @Nullable ColorMode colorMode,
      @Given @Nullable Fit fit,
      @Given @Nullable Interpolation interpolation,
      @Given @Valid @Nullable Scaled scaling,
      @Given @Nullable TensorLayout layout) {}

  enum ScalingKind {
    NONE,
    DIVIDE,
    MULTIPLY,
    STANDARDIZE
  }

  record Scaled(
      @Given @Nullable ScalingKind kind,
      @Nullable Float divisor,
      @Nullable Float factor,
      @Nullable Float offset,
      @Nullable List<Float> mean,
      @Nullable List<Float> std) {}

  enum OutputKind {
    SIGMOID,
    SOFTMAX,
    MULTI_SIGMOID
  }

  record Output(
      @Given @Nullable OutputKind kind,
      @Nullable Boolean logits,
      @Nullable @NotEmpty(message = "expected at least one label") List<@Text String> labels,
      @Nullable @NotEmpty(message = "expected at least one label")
          List<@Text String> positiveLabels) {}

  record Band(@Given @Share @Nullable Double low, @Given @Share @Nullable Double high) {}

  record Point(
      @Given @Text @Nullable String name,
      @Given @Share @Nullable Double threshold,
      @Share @Nullable Double sensitivity,
      @Share @Nullable Double specificity) {}

  record Calibrated(
      @Given @Text @Nullable String method,
      @DecimalMin(value = "0", inclusive = false, message = "expected a number above 0")
          @Nullable Double temperature,
      @Nullable Double bias,
      @Text @Nullable String note) {}

  record Trained(
      @Given @Text @Nullable String name,
      @Text @Nullable String citation,
      @Text @Nullable String licence,
      @Min(value = 1, message = "expected a whole number from 1") @Nullable Long size) {}

  record Measured(
      @Given @Text @Nullable String metric,
      @Given @Nullable Double value,
      @Valid @Nullable Interval ci95,
      @Given @Text @Nullable String dataSet,
      @Nullable LocalDate date) {}

  record Interval(@Given @Nullable Double low, @Given @Nullable Double high) {}
}
