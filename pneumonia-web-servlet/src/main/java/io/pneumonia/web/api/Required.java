package io.pneumonia.web.api;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.NotNull;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A field that a body must have. */
@NotNull
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface Required {

  /** What is said where it is missing. */
  String message() default "This field is required.";

  /** Unused; every constraint has it. */
  Class<?>[] groups() default {};

  /** Unused; every constraint has it. */
  Class<? extends Payload>[] payload() default {};
}
