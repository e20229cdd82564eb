package io.pneumonia.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A kind of JSON file that describes a model: an object with a {@code schema_version}.
 *
 * @param what what to call such a file in messages: {@code model card}
 * @param invalid the code of one that is not valid
 * @param maxBytes the most bytes that one may have
 * @param schemaVersion the version that is read
 */
public record JsonFormat(String what, ErrorCode invalid, int maxBytes, long schemaVersion) {

  /**
   * Reads a file's bytes, one more than allowed at most.
   *
   * @param file the file
   * @return for {@link #parse}
   * @throws ModelRejected {@code MODEL_NOT_FOUND} or {@code MODEL_UNREADABLE}
   */
  public byte[] load(Path file) {
    String name = what + " " + file.getFileName();
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(maxBytes + 1);
    } catch (NoSuchFileException e) {
      throw new ModelRejected(
          ErrorCode.MODEL_NOT_FOUND, name + ": expected a file, found nothing", e);
    } catch (IOException e) {
      throw new ModelRejected(ErrorCode.MODEL_UNREADABLE, name + " cannot be read", e);
    }
  }

  /**
   * Parses a text.
   *
   * @param text in UTF-8
   * @param name of its file, for messages
   * @return plain values: maps in the order of the text, lists, strings, numbers, booleans
   * @throws ModelRejected the code of this format, if it is too long or no JSON
   */
  public Object parse(byte[] text, String name) {
    if (text.length > maxBytes) {
      throw new ModelRejected(
          invalid, "%s %s: expected at most %d bytes, found more".formatted(what, name, maxBytes));
    }
    try {
      return JsonTree.parse(text);
    } catch (JsonProcessingException e) {
      throw notJson(name, where(e), e);
    } catch (IOException e) {
      throw notJson(name, "its text is not UTF-8", e);
    }
  }

  private static String where(JsonProcessingException e) {
    String sentence = e.getOriginalMessage().lines().findFirst().orElse("");
    sentence = sentence.replaceAll(" \\((start marker at|not recognized as) .*|: enable .*", "");
    return e.getLocation() == null
        ? sentence
        : "line %d, column %d: %s"
            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr(), sentence);
  }

  private ModelRejected notJson(String name, String where, IOException cause) {
    return new ModelRejected(invalid, "%s %s is not JSON: %s".formatted(what, name, where), cause);
  }

  /**
   * Reads the fields of a parsed text.
   *
   * @param tree what {@link #parse} gave
   * @param problems takes what is wrong
   * @param reader asks for every field that is known
   * @return what the reader made of them, or null where another format leaves nothing to say
   */
  public <T> @Nullable T bind(Object tree, JsonProblems problems, Function<JsonFields, T> reader) {
    if (!(tree instanceof Map<?, ?> object)) {
      problems.add("", "expected an object", tree);
      return null;
    }
    JsonFields fields = new JsonFields("", object, problems);
    Long version = fields.whole("schema_version");
    if (problems.isEmpty() && (version == null || version != schemaVersion)) {
      problems.add("schema_version", "expected " + schemaVersion, version);
      if (version != null) {
        return null;
      }
    }
    T value = reader.apply(fields);
    fields.refuseUnknown();
    return value;
  }

  /**
   * The refusal of a file.
   *
   * @param name of the file
   * @param problems at least one
   * @return the error, with every problem on a line of its own
   */
  public ModelRejected rejected(String name, JsonProblems problems) {
    return new ModelRejected(invalid, what + " " + name + " is not valid:" + problems.told());
  }
}
