package io.plantbeam.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.plantbeam.alert.words.MessagePatterns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertMessagesFileTest {
  @TempDir private Path folder;

  private String file(String... lines) throws IOException {
    return Files.write(folder.resolve("words.properties"), List.of(lines)).toString();
  }

  private List<String> problems(String... lines) throws IOException {
    String file = file(lines);
    return assertThrows(InvalidOptionsException.class, () -> AlertMessagesFile.load(file))
        .problems();
  }

  @Test
  void textsOfTheFileAreLaidOverTheEnglishOnes() throws IOException {
    assertEquals(
        MessagePatterns.english()
            .with(Map.of("locale", "de-DE", "unit.bar", "Bar", "certainty.high", "Wahrscheinlich")),
        AlertMessagesFile.load(
            file("# Deutsch", "locale = de-DE", "unit.bar=Bar", "certainty.high: Wahrscheinlich")));
    assertEquals(MessagePatterns.english(), AlertMessagesFile.load(file()));
  }

  @Test
  void allThatCannotBeUsedIsNamedWithItsKey() throws IOException {
    assertEquals(
        List.of(
            "message.raise is not the key of a message; did you mean message.raised?",
            "symptom.guard.stuck has {figure}; allowed are {certainty}, {change}, {detector},"
                + " {duration}, {high}, {interval}, {low}, {quantity}, {range}, {reading},"
                + " {sensor}, {since}, {subject}, {usual}, {usual_change}, {value}, {window}",
            "symptom.stuck={subject} [ steht has a [ without a ]",
            "time.same_day=HH:mm Uhr is not a pattern of a time, such as HH:mm: Unknown pattern"
                + " letter: U"),
        problems(
            "message.raise = {symptom}",
            "symptom.guard.stuck = bei {figure}",
            "symptom.stuck = {subject} [ steht",
            "time.same_day = HH:mm Uhr"));
  }

  @Test
  void fileThatCannotBeReadIsNamed() {
    String missing = folder.resolve("no").toString();
    assertEquals(
        List.of(missing + ": there is no such file"),
        assertThrows(InvalidOptionsException.class, () -> AlertMessagesFile.load(missing))
            .problems());
  }
}
