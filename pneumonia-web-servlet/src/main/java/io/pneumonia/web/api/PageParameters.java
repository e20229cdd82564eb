package io.pneumonia.web.api;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The query that {@link QueryParameters#page} reads. */
@Parameter(
    name = "page",
    in = ParameterIn.QUERY,
    schema = @Schema(type = "integer", minimum = "1", defaultValue = "1"))
@Parameter(
    name = "page_size",
    in = ParameterIn.QUERY,
    description = "More than 100 is 100.",
    schema = @Schema(type = "integer", minimum = "1", defaultValue = "20"))
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface PageParameters {}
