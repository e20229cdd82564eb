package io.pneumonia.cli;

import io.pneumonia.persistence.accounts.Password;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A new password: asked for twice at a terminal, without an echo, else one line of the input. */
final class PasswordInput {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--password-stdin",
      description = "Read the password from the standard input, one line.")
  private boolean fromInput;

  @SuppressWarnings("NullAway.Init")
  PasswordInput() {}

  @SuppressWarnings("SystemConsoleNull") // newer Javas have a console without a terminal too
  Password read() throws IOException {
    @Nullable Console console = System.console();
    if (fromInput || console == null) {
      return line();
    }
    char[] first = console.readPassword("Password: ");
    char[] second = console.readPassword("Again: ");
    if (!Arrays.equals(first, second)) {
      throw refused("the two are not the same");
    }
    return new Password(new String(first));
  }

  private Password line() throws IOException {
    @Nullable String line =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    if (line == null) {
      throw refused("expected a line on the standard input, found none");
    }
    return new Password(line);
  }

  private ParameterException refused(String why) {
    return new ParameterException(spec.commandLine(), "password: " + why);
  }
}
