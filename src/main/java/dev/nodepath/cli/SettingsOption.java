package dev.nodepath.cli;

import dev.nodepath.report.Words;
import dev.nodepath.settings.Settings;
import dev.nodepath.settings.document.Reading;
import dev.nodepath.settings.document.Remark;
import dev.nodepath.settings.document.SettingsDocument;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the settings. */
final class SettingsOption {

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "Judge by the settings in this YAML file. Default: the built-in ones.")
    private @Nullable Path file;

    /** The day on which what is set until a day ends. */
    static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    /** The settings; what is worth a second look in them is said. */
    Settings read(Terminal terminal) {
        Path document = file;
        if (document == null) {
            return Settings.BUILT_IN;
        }
        return switch (SettingsDocument.read(text(document), document.toString(), today())) {
            case Reading.Usable(Settings settings, List<Remark> remarks) -> {
                remarks.forEach(remark -> terminal.say(remark.toString()));
                yield settings;
            }
            case Reading.Broken(List<Remark> mistakes) -> {
                mistakes.forEach(mistake -> terminal.say(mistake.toString()));
                throw new UnusableInput(
                        "%s has %s; nothing was judged.".formatted(document, Words.count(mistakes.size(), "mistake")));
            }
        };
    }

    private static String text(Path document) {
        try {
            return Files.readString(document);
        } catch (CharacterCodingException e) {
            throw new UnusableInput("The settings cannot be read: %s is not UTF-8.".formatted(document));
        } catch (IOException e) {
            throw new UnusableInput(
                    "The settings cannot be read from %s: %s.".formatted(document, UnusableInput.why(e)));
        }
    }
}
