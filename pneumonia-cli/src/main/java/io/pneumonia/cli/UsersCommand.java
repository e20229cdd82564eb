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
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @SuppressWarnings("NullAway.Init")
    OnRecords() {}

    @Spec
    void setSpec(CommandSpec own) {
      spec = own;
      ServerSettings.addTo(own);
    }

    abstract void run(Records records, PrintWriter out) throws IOException;

    /** Refuses options that cannot be meant, before anything is opened or made. */
    void check() {}

    ParameterException refused(String why) {
      return new ParameterException(spec.commandLine(), why);
    }

    @Override
    public void run() {
      check();
      PrintWriter out = spec.commandLine().getOut();
      try (Records records = Records.open(Application.recordsOf(ServerSettings.read(spec)))) {
        run(records, out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      out.flush();
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

    @Mixin private PasswordInput password;

    @SuppressWarnings("NullAway.Init")
    CreateAdministrator() {}

    @Override
    void run(Records records, PrintWriter out) throws IOException {
      Password chosen = password.read();
      Account made =
          records
              .accounts()
              .createAdministrator(
                  Actor.SYSTEM, new Registration(username, email, "", "", chosen, chosen));
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

    @Option(names = "--active", description = "Those that may sign in only.")
    private boolean active;

    @Option(names = "--inactive", description = "Those that may not sign in only.")
    private boolean inactive;

    @Option(names = "--administrators", description = "Administrators only.")
    private boolean administrators;

    @Option(names = "--limit", paramLabel = "N", description = "The first N; default: all.")
    private @Nullable Integer limit;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Override
    void check() {
      if (limit != null && limit < 1) {
        throw refused("--limit: expected 1 or more, found " + limit);
      }
      if (active && inactive) {
        throw refused("expected one of --active and --inactive, found both");
      }
    }

    @Override
    void run(Records records, PrintWriter out) {
      int left = limit == null ? Integer.MAX_VALUE : limit;
      AccountFilter filter =
          new AccountFilter(text, active == inactive ? null : active, administrators ? true : null);
      PageRequest request = new PageRequest(1, PageRequest.MAX_SIZE);
      while (true) {
        Page<Account> page = records.accounts().search(Actor.SYSTEM, filter, request);
        page.items().stream()
            .limit(left)
            .map(json ? AccountLines::json : AccountLines::text)
            .forEach(out::println);
        left -= page.items().size();
        if (!page.hasNext() || left <= 0) {
          return;
        }
        request = new PageRequest(request.number() + 1, request.size());
      }
    }
  }

  /** What changes one account. */
  abstract static class OnAccount extends OnRecords {

    @Parameters(paramLabel = "NAME", description = "The user name.")
    private String name;

    @SuppressWarnings("NullAway.Init")
    OnAccount() {}

    /** Makes the change, and says what is true of the account now. */
    abstract String change(Records records, long account) throws IOException;

    @Override
    void run(Records records, PrintWriter out) throws IOException {
      Account account = records.accounts().findByName(Actor.SYSTEM, name);
      out.println(account.username() + " " + change(records, account.id()));
    }
  }

  @Command(
      name = "activate",
      description = "Lets an account sign in again.",
      sortOptions = false,
      mixinStandardHelpOptions = true)
  static final class Activate extends OnAccount {
    @Override
    String change(Records records, long account) {
      records.accounts().setActive(Actor.SYSTEM, account, true);
      return "may sign in.";
    }
  }

  @Command(
      name = "deactivate",
      description = "Ends an account's sessions and tokens, and lets it sign in no more.",
      sortOptions = false,
      mixinStandardHelpOptions = true)
  static final class Deactivate extends OnAccount {
    @Override
    String change(Records records, long account) {
      records.accounts().setActive(Actor.SYSTEM, account, false);
      return "may not sign in any more.";
    }
  }

  @Command(
      name = "reset-password",
      description = "Sets a password, which is asked for, or read from stdin.",
      sortOptions = false,
      mixinStandardHelpOptions = true)
  static final class ResetPassword extends OnAccount {

    @Mixin private PasswordInput password;

    @SuppressWarnings("NullAway.Init")
    ResetPassword() {}

    @Override
    String change(Records records, long account) throws IOException {
      records.credentials().resetPassword(Actor.SYSTEM, account, password.read());
      return "has a new password.";
    }
  }
}
