package dev.nodepath.aws.read;

import dev.nodepath.aws.SideBySide;
import dev.nodepath.network.Read;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Puts the questions of a round side by side. */
record Asking(Answers answers, SideBySide calls) {

    /** Starts asking; what is returned waits for the answer. Without keys there is nothing to ask. */
    <M> Supplier<Read<Answer<M>>> ask(Question<?, M> question, Collection<String> keys) {
        if (keys.isEmpty()) {
            Read<Answer<M>> none = Read.of(new Answer<>(List.of()));
            return () -> none;
        }
        List<String> asked = List.copyOf(keys);
        return calls.start(() -> answers.ask(question, asked));
    }

    <M> Supplier<Read<Answer<M>>> ask(Question<?, M> question, String key) {
        return ask(question, List.of(key));
    }
}
