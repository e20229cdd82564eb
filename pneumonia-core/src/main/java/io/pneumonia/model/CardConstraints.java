package io.pneumonia.model;

import io.pneumonia.json.JsonProblems;
import io.pneumonia.json.Names;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** Asks the constraints that stand at {@link CardJson}'s fields. Started when first needed. */
final class CardConstraints {

  /** Loaded, and so started, by the first card that is refused. */
  private static final class Lazy {
    static final Validator VALIDATOR =
        Validation.byProvider(HibernateValidator.class)
            .configure()
            .ignoreXmlConfiguration()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator();
  }

  private CardConstraints() {}

  static void check(CardJson json, JsonProblems problems) {
    for (ConstraintViolation<CardJson> violation : Lazy.VALIDATOR.validate(json)) {
      String path = path(violation);
      String expected =
          violation.getMessage().equals(CardJson.MISSING)
              ? problems.expectedAt(path)
              : violation.getMessage();
      problems.add(path, expected, violation.getInvalidValue());
    }
  }

  private static String path(ConstraintViolation<CardJson> violation) {
    return Names.ofJava(violation.getPropertyPath().toString().replaceAll("\\.<[a-z ]+>", ""));
  }
}
