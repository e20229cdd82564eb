package io.pneumonia.cli;

import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.accounts.Account;
import io.pneumonia.persistence.accounts.AccountFilter;
import io.pneumonia.persistence.accounts.Password;
import io.pneumonia.persistence.accounts.Registration;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.request.Page;
import io.pneumonia.persistence.request.PageRequest;
import io.pneumonia.web.application.Application;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The accounts of an installation, for whoever runs it. */
@Command(
    name = "users",
    description = "The accounts of an installation.",
    mixinStandardHelpOptions = true,
    subcommands = {
      UsersCommand.CreateAdministrator.class,
      UsersCommand.ListAccounts.class,
      UsersCommand.Activate.class,
      UsersCommand.Deactivate.class,
      UsersCommand.ResetPassword.class
    })
final class UsersCommand implements Runnable {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init")
  UsersCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }

  /** What works on the records. */
  abstract static class OnRecords implements Runnable {

    private CommandSpec spec;

    private boolean passwordFromInput;

    @SuppressWarnings("NullAway.Init")
    OnRecords() {}

    void usePasswordFromInput(boolean value) {
      passwordFromInput = value;
    }

    @Spec
    void setSpec(CommandSpec own) {
      spec = own;
      ServerSettings.addTo(own);
    }

    abstract void run(Records records, PrintWriter out) throws IOException;

    @Override
    public void run() {
      PrintWriter out = spec.commandLine().getOut();
      try (Records records = Records.open(Application.recordsOf(ServerSettings.read(spec)))) {
        run(records, out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      out.flush();
    }

    /** Asked for twice at a terminal, without an echo; else one line of the standard input. */
    @SuppressWarnings("SystemConsoleNull") // newer Javas have a console without a terminal too
    Password readPassword() throws IOException {
      @Nullable Console console = System.console();
      if (passwordFromInput || console == null) {
        @Nullable String line =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return new Password(require(line));
      }
      char[] first = console.readPassword("Password: ");
      char[] second = console.readPassword("Again: ");
      if (!Arrays.equals(first, second)) {
        throw new ParameterException(spec.commandLine(), "password: the two are not the same");
      }
      return new Password(new String(first));
    }

    private String require(@Nullable String line) {
      if (line == null) {
        throw new ParameterException(
            spec.commandLine(), "password: expected a line on the standard input, found none");
      }
      return line;
    }
  }

  @Command(
      name = "create-admin",
      description = "Makes an administrator; the password is asked for, or read from stdin.",
      sortOptions = false,
      mixinStandardHelpOptions = true)
  static final class CreateAdministrator extends OnRecords {

    @Option(names = "--username", paramLabel = "NAME", defaultValue = "admin")
    private String username;

    @Option(names = "--email", paramLabel = "ADDRESS", required = true)
    private String email;

    @Option(
        names = "--password-stdin",
        description = "Read the password from the standard input, one line.")
    private boolean fromInput;

    @SuppressWarnings("NullAway.Init")
    CreateAdministrator() {}

    @Override
    void run(Records records, PrintWriter out) throws IOException {
      usePasswordFromInput(fromInput);
      Password password = readPassword();
      Account made =
          records
              .accounts()
              .createAdministrator(
                  Actor.SYSTEM, new Registration(username, email, "", "", password, password));
      out.println(made.username() + " is an administrator now.");
    }
  }

  @Command(
      name = "list",
      description = "Lists accounts: id, name, e-mail, rights, last sign-in.",
      sortOptions = false,
      mixinStandardHelpOptions = true)
  static final class ListAccounts extends OnRecords {

    @Option(names = "--search", paramLabel = "TEXT", description = "In name or e-mail address.")
    private @Nullable String text;

    @Override
    void run(Records records, PrintWriter out) {
      AccountFilter filter = new AccountFilter(text, null, null);
      PageRequest request = new PageRequest(1, PageRequest.MAX_SIZE);
      while (true) {
        Page<Account> page = records.accounts().search(Actor.SYSTEM, filter, request);
        page.items().forEach(account -> out.println(line(account)));
        if (!page.hasNext()) {
          return;
        }
        request = new PageRequest(request.number() + 1, request.size());
      }
    }

    private static String line(Account account) {
      String rights = account.administrator() ? "administrator" : "user";
      return String.join(
          "\t",
          Long.toString(account.id()),
          account.username(),
          account.email(),
          account.active() ? rights : "inactive " + rights,
          account.lastLoginAt() == null ? "never" : account.lastLoginAt().toString());
    }
  }

  /** What changes one account. */
  abstract static class OnAccount extends OnRecords {

    @Parameters(paramLabel = "NAME", description = "The user name.")
    private String name;

    private final BiConsumer<Records, Account> change;
    private final String done;

    @SuppressWarnings("NullAway.Init")
    OnAccount(BiConsumer<Records, Account> change, String done) {
      this.change = change;
      this.done = done;
    }

    @Override
    void run(Records records, PrintWriter out) throws IOException {
      Account account = records.accounts().findByName(Actor.SYSTEM, name);
      change.accept(records, account);
      out.println(account.username() + " " + done);
    }
  }

  @Command(
      name = "activate",
      description = "Lets an account sign in again.",
      sortOptions = false,
      mixinStandardHelpOptions = true)
  static final class Activate extends OnAccount {

    Activate() {
      super(
          (records, account) -> records.accounts().setActive(Actor.SYSTEM, account.id(), true),
          "may sign in.");
    }
  }

  @Command(
      name = "deactivate",
      description = "Ends an account's sessions and tokens, and lets it sign in no more.",
      sortOptions = false,
      mixinStandardHelpOptions = true)
  static final class Deactivate extends OnAccount {

    Deactivate() {
      super(
          (records, account) -> records.accounts().setActive(Actor.SYSTEM, account.id(), false),
          "may not sign in any more.");
    }
  }

  @Command(
      name = "reset-password",
      description = "Sets a password, which is asked for, or read from stdin.",
      sortOptions = false,
      mixinStandardHelpOptions = true)
  static final class ResetPassword extends OnRecords {

    @Parameters(paramLabel = "NAME", description = "The user name.")
    private String name;

    @Option(
        names = "--password-stdin",
        description = "Read the password from the standard input, one line.")
    private boolean fromInput;

    @SuppressWarnings("NullAway.Init")
    ResetPassword() {}

    @Override
    void run(Records records, PrintWriter out) throws IOException {
      Account account = records.accounts().findByName(Actor.SYSTEM, name);
      usePasswordFromInput(fromInput);
      records.credentials().resetPassword(Actor.SYSTEM, account.id(), readPassword());
      out.println(account.username() + " has a new password.");
    }
  }
}
