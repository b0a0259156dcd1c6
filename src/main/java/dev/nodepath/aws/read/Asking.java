package dev.nodepath.aws.read;

import dev.nodepath.aws.SideBySide;
import dev.nodepath.network.Read;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Puts the questions of a round side by side. What was asked ahead is not asked again. */
final class Asking {

    private final Answers answers;
    private final SideBySide calls;
    private final Map<Asked<?>, Supplier<?>> ahead = new HashMap<>();
    private final Set<Asked<?>> asked = new LinkedHashSet<>();

    Asking(Answers answers, SideBySide calls) {
        this.answers = answers;
        this.calls = calls;
    }

    /** Puts questions beside these, which are answered to somebody else. */
    Asking of(Answers others) {
        return new Asking(others, calls);
    }

    /** A question with its keys. */
    record Asked<M>(Question<?, M> question, List<String> keys) {}

    /** Starts asking; what is returned waits for the answer. Without keys there is nothing to ask. */
    <M> Supplier<Read<Answer<M>>> ask(Question<?, M> question, Collection<String> keys) {
        if (keys.isEmpty()) {
            Read<Answer<M>> none = Read.of(new Answer<>(List.of()));
            return () -> none;
        }
        Asked<M> what = new Asked<>(question, List.copyOf(keys));
        asked.add(what);
        // Under a question of answers M there is nothing but what was started for it.
        @SuppressWarnings("unchecked")
        Supplier<Read<Answer<M>>> begun = (Supplier<Read<Answer<M>>>) ahead.get(what);
        return begun == null ? start(what) : begun;
    }

    <M> Supplier<Read<Answer<M>>> ask(Question<?, M> question, String key) {
        return ask(question, List.of(key));
    }

    /** Starts asking what will likely be asked later. */
    void askAhead(Trail likely) {
        likely.asked().forEach(what -> ahead.computeIfAbsent(what, this::start));
    }

    private <M> Supplier<Read<Answer<M>>> start(Asked<M> what) {
        return calls.start(() -> answers.ask(what.question(), what.keys()));
    }

    /** What was asked since the last look. */
    Trail takeAsked() {
        Trail taken = Trail.of(asked);
        asked.clear();
        return taken;
    }
}
