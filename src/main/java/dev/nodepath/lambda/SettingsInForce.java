package dev.nodepath.lambda;

import dev.nodepath.aws.AwsFailure;
import dev.nodepath.aws.SideBySide;
import dev.nodepath.aws.state.SettingsStore;
import dev.nodepath.network.Declared;
import dev.nodepath.network.Read;
import dev.nodepath.settings.Settings;
import dev.nodepath.settings.document.Reading;
import dev.nodepath.settings.document.Remark;
import dev.nodepath.settings.document.SettingsDocument;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The settings the functions go by: those of the parameter, and while its document cannot be used, the last one that could,
 * with what is wrong with the new one. A warm function asks once a minute.
 */
final class SettingsInForce {

    private static final Duration ASKED_EVERY = Duration.ofMinutes(1);

    private final Optional<SettingsStore> store;
    private final Settings builtIn;

    private @Nullable Asked last;

    /**
     * Settings.
     *
     * @param store empty where no parameter is named
     * @param builtIn where nothing else is said
     */
    SettingsInForce(Optional<SettingsStore> store, Settings builtIn) {
        this.store = store;
        this.builtIn = builtIn;
    }

    /**
     * What holds, and what there is to say of the document, once for each.
     *
     * @param news sentences
     */
    record Current(Settings settings, List<String> news) {
        Current {
            news = List.copyOf(news);
        }
    }

    /** Neither the parameter nor what was kept of it can be read: to go by other settings would open what is accepted. */
    static final class NotKnown extends RuntimeException {
        private final String sentence;

        NotKnown(String sentence) {
            super(sentence);
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }
    }

    /**
     * What came of asking.
     *
     * @param document the text that was read, or why there is none
     * @param lastGood the last text that could be used
     */
    private record Asked(Instant at, String document, Optional<String> lastGood, Settings settings) {}

    /** The settings at a time. */
    synchronized Current at(Instant now) {
        if (store.isEmpty()) {
            return new Current(builtIn, List.of());
        }
        Asked before = last;
        if (before != null && now.isBefore(before.at().plus(ASKED_EVERY))) {
            return new Current(before.settings(), List.of());
        }
        return ask(store.get(), now, before);
    }

    private Current ask(SettingsStore from, Instant now, @Nullable Asked before) {
        Read<String> document;
        Read<Optional<String>> lastGood;
        try (SideBySide calls = new SideBySide()) {
            Supplier<Read<String>> asked = calls.start(from::document);
            Supplier<Read<Optional<String>>> kept =
                    before == null ? calls.start(from::lastGood) : () -> Read.of(before.lastGood());
            document = asked.get();
            lastGood = kept.get();
        }
        return switch (document) {
            case Read.Done<String>(String text) -> of(text, lastGood, from, now, before);
            case Read.Failed<String> failed
            when failed.passing() && before != null -> new Current(before.settings(), List.of());
            case Read.Failed<String> failed -> {
                String why = failed.action() + ": " + failed.error() + ".";
                yield insteadOf(why, failed.passing() ? List.of() : List.of(why), lastGood, from, now, before);
            }
        };
    }

    private Current of(
            String text, Read<Optional<String>> lastGood, SettingsStore from, Instant now, @Nullable Asked before) {
        return switch (read(text, from, now)) {
            case Reading.Usable(Settings settings, List<Remark> remarks) -> {
                List<String> news = new ArrayList<>(sentences(remarks));
                if (!lastGood.equals(Read.of(Optional.of(text)))) {
                    keep(text, from).ifPresent(news::add);
                }
                yield remember(new Asked(now, text, Optional.of(text), settings), news, before);
            }
            case Reading.Broken(List<Remark> mistakes) ->
                insteadOf(text, sentences(mistakes), lastGood, from, now, before);
        };
    }

    /** The last good settings, while the document is as it is. */
    private Current insteadOf(
            String document,
            List<String> mistakes,
            Read<Optional<String>> lastGood,
            SettingsStore from,
            Instant now,
            @Nullable Asked before) {
        return switch (lastGood) {
            case Read.Failed<Optional<String>> failed ->
                throw new NotKnown("The settings are not known: parameter " + from.parameter()
                        + " cannot be used, and neither can what was kept of it (" + failed.action() + ": "
                        + failed.error() + ").");
            case Read.Done<Optional<String>>(Optional<String> kept)
            when kept.isEmpty() && mistakes.isEmpty() ->
                throw new NotKnown("The settings are not known yet: " + document);
            case Read.Done<Optional<String>>(Optional<String> kept) -> {
                Settings settings = kept.map(text -> read(text, from, now))
                        .flatMap(reading -> reading instanceof Reading.Usable usable
                                ? Optional.of(usable.settings())
                                : Optional.empty())
                        .orElse(builtIn);
                Settings blamed =
                        mistakes.isEmpty() ? settings : settings.with(new Declared.Fault(from.parameter(), mistakes));
                yield remember(new Asked(now, document, kept, blamed), mistakes, before);
            }
        };
    }

    private Current remember(Asked asked, List<String> news, @Nullable Asked before) {
        last = asked;
        boolean known = before != null && before.document().equals(asked.document());
        return new Current(asked.settings(), known ? List.of() : news);
    }

    private static Optional<String> keep(String text, SettingsStore from) {
        try {
            from.keep(text);
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of("The settings of parameter " + from.parameter() + " could not be kept: "
                    + AwsFailure.sentence(e) + ".");
        }
    }

    private static Reading read(String text, SettingsStore from, Instant now) {
        return SettingsDocument.read(text, from.parameter(), LocalDate.ofInstant(now, ZoneOffset.UTC));
    }

    private static List<String> sentences(List<Remark> remarks) {
        return remarks.stream().map(Remark::toString).toList();
    }
}
