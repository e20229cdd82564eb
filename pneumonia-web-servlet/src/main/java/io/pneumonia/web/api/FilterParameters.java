package io.pneumonia.web.api;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The query that {@link QueryParameters#filter} and {@link QueryParameters#order} read. */
@Parameter(
    name = "predicted_class",
    in = ParameterIn.QUERY,
    schema = @Schema(allowableValues = {"NORMAL", "PNEUMONIA"}))
@Parameter(
    name = "confidence_min",
    in = ParameterIn.QUERY,
    schema = @Schema(type = "number", minimum = "0", maximum = "100"))
@Parameter(
    name = "confidence_max",
    in = ParameterIn.QUERY,
    schema = @Schema(type = "number", minimum = "0", maximum = "100"))
@Parameter(
    name = "search",
    in = ParameterIn.QUERY,
    description = "In file name, patient's name and notes.",
    schema = @Schema(type = "string"))
@Parameter(
    name = "ordering",
    in = ParameterIn.QUERY,
    description = "Of created_at, confidence and raw_score; a minus before it turns it round.",
    schema =
        @Schema(
            allowableValues = {
              "created_at",
              "-created_at",
              "confidence",
              "-confidence",
              "raw_score",
              "-raw_score"
            }))
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface FilterParameters {}
