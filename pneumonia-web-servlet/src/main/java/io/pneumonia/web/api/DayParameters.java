package io.pneumonia.web.api;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The days of {@link QueryParameters#day}, which begin and end a time. */
@Parameter(
    name = "date_from",
    in = ParameterIn.QUERY,
    description = "First day, UTC.",
    schema = @Schema(type = "string", format = "date"))
@Parameter(
    name = "date_to",
    in = ParameterIn.QUERY,
    description = "Last day, UTC.",
    schema = @Schema(type = "string", format = "date"))
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface DayParameters {}
