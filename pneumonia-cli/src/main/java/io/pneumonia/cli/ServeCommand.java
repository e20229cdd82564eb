package io.pneumonia.cli;

import io.pneumonia.web.configuration.ServerConfiguration;
import io.pneumonia.web.server.PneumoniaServer;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the server until it is told to stop. */
@Command(
    name = "serve",
    description = {
      "Serves the REST API until Ctrl-C or SIGTERM.",
      "Each option can also be set in a file or the environment: see docs/configuration.md."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

  private CommandSpec spec;

  @SuppressWarnings("NullAway.Init")
  ServeCommand() {}

  @Spec
  void setSpec(CommandSpec own) {
    spec = own;
    ServerSettings.addTo(own);
  }

  @Override
  public Integer call() throws InterruptedException {
    ServerConfiguration configuration = ServerSettings.read(spec);
    ServerLog.configure(configuration.log());
    PneumoniaServer server = PneumoniaServer.start(configuration);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
    PrintWriter out = spec.commandLine().getOut();
    out.println("Pneumonia is serving at " + server.address() + " (Ctrl-C stops it).");
    out.println("A support tool, not a diagnosis.");
    out.flush();
    Thread.currentThread().join();
    return ExitStatus.DONE;
  }
}
