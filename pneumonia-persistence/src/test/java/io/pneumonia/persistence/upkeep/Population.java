package io.pneumonia.persistence.upkeep;

import io.pneumonia.decision.Decision;
import io.pneumonia.decision.Probability;
import io.pneumonia.decision.Threshold;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.gate.GateReason;
import io.pneumonia.gate.GateVerdict;
import io.pneumonia.model.ModelId;
import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.Specimens;
import io.pneumonia.persistence.accounts.Account;
import io.pneumonia.persistence.accounts.Password;
import io.pneumonia.persistence.accounts.Registration;
import io.pneumonia.persistence.diagnoses.Diagnosis;
import io.pneumonia.persistence.diagnoses.NewDiagnosis;
import io.pneumonia.persistence.diagnoses.Patient;
import io.pneumonia.persistence.grants.Issued;
import io.pneumonia.persistence.models.RegisteredModel;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.settings.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Records with rows in every table, and a hole at the end of the ids where something was deleted.
 */
final class Population {

  static final String PASSWORD = "blue-Heron-42";

  final Records records;
  final Actor ada;
  final Issued token;
  final List<Diagnosis> diagnoses = new ArrayList<>();

  Population(Records records, long seed) {
    this.records = records;
    Specimens specimens = new Specimens(seed);
    Account root =
        records.accounts().createAdministrator(Actor.SYSTEM, registration("root", "Rut", "Ö'Neil"));
    Account account = records.accounts().register(Actor.SYSTEM, registration("ada", "Ada", ""));
    Account gone = records.accounts().register(Actor.SYSTEM, registration("gone", "", "日本"));
    records.accounts().setActive(root.actor("192.0.2.9"), gone.id(), false);
    ada = account.actor("192.0.2.7");
    token = records.tokens().issue(ada, "curl/8 \"quoted\"");
    records.sessions().issue(root.actor(null), "Firefox");
    failToSignIn();
    for (int i = 0; i < 20; i++) {
      diagnoses.add(
          records.diagnoses().record(i % 3 == 0 ? root.actor(null) : ada, specimens.next()));
    }
    diagnoses.add(records.diagnoses().record(ada, doubtful(specimens)));
    Diagnosis last = records.diagnoses().record(ada, specimens.next());
    records.diagnoses().delete(ada, last.result().id());
    for (int i = 1; i <= 2; i++) {
      ModelId model = new ModelId("net", "1." + i, Integer.toString(i).repeat(64));
      records.models().activate(root.actor(null), registered(model).id());
    }
    records.settings().set(root.actor(null), Setting.THRESHOLD, 0.1 + 0.2);
    records.settings().set(root.actor(null), Setting.RETENTION_DAYS, 365);
  }

  private RegisteredModel registered(ModelId model) {
    try {
      Path folder = Files.createTempDirectory("model-");
      Path file = Files.writeString(folder.resolve("net.h5"), "the network " + model.version());
      try {
        return records.models().register(Actor.SYSTEM, model, "net.h5", folder);
      } finally {
        Files.delete(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Registration registration(String name, String first, String last) {
    Password password = new Password(PASSWORD);
    return new Registration(name, name + "@example.org", first, last, password, password);
  }

  private void failToSignIn() {
    try {
      records.credentials().authenticate("ada", new Password("wrong"), "192.0.2.66");
    } catch (RequestRejected e) {
      return;
    }
    throw new AssertionError("signed in with a wrong password");
  }

  private static NewDiagnosis doubtful(Specimens specimens) {
    Threshold threshold = Threshold.DEFAULT.withUncertainBand(0.3, 0.7);
    GateVerdict verdict =
        new GateVerdict(
            GateVerdict.Level.DOUBTFUL,
            1.0 / 3,
            List.of(new GateVerdict.Objection(GateReason.COLOURED, "more", "less")));
    return Specimens.of(
        specimens.picture("zweifel\u00e9.png"),
        Decision.of(new Probability(Math.nextDown(0.5)), threshold),
        new Patient("Zoë \uD83E\uDE7B", 0, "line one\nline two\ttab"),
        verdict);
  }
}
