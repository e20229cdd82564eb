package io.pneumonia.persistence.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.image.ImageFormat;
import io.pneumonia.persistence.RecordsContract;
import io.pneumonia.persistence.Specimens;
import io.pneumonia.persistence.TestDatabase;
import io.pneumonia.persistence.media.FileMediaStore;
import io.pneumonia.persistence.media.MediaContent;
import io.pneumonia.persistence.media.MediaPath;
import io.pneumonia.persistence.request.Actor;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InspectionTest extends RecordsContract {

  @Test
  void findsPicturesThatNoRowNamesButNoneOnTheirWay() {
    Actor actor = user();
    records.diagnoses().record(actor, new Specimens(1).next());
    MediaPath orphan = fresh();
    MediaPath coming = fresh();
    try (FileMediaStore store = FileMediaStore.open(configuration.mediaFolder())) {
      store.write(orphan, MediaContent.of(ByteBuffer.wrap(new byte[10])));
      store.write(coming, MediaContent.of(ByteBuffer.wrap(new byte[10])));
      TestDatabase.run(
          address(), "INSERT INTO media_journal VALUES ('" + coming + "', 4000000000000000)");

      List<Inspection.Damage> damages = new ArrayList<>();
      long sound = records.inspection().inspect(Actor.SYSTEM, UpkeepProgress.NONE, damages::add);

      assertThat(sound).isEqualTo(1);
      assertThat(damages)
          .containsExactly(
              new Inspection.Damage(
                  Inspection.Damage.Kind.ORPHAN, orphan + ": a picture that no row names"));
    }
  }

  private static MediaPath fresh() {
    return MediaPath.fresh(LocalDate.of(2026, 11, 25), ImageFormat.PNG, new SecureRandom());
  }
}
