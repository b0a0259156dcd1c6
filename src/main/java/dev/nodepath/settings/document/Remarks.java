package dev.nodepath.settings.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Collects what there is to say of one document. */
final class Remarks {

    private final String source;
    private final List<Remark> mistakes = new ArrayList<>();
    private final List<Remark> others = new ArrayList<>();

    Remarks(String source) {
        this.source = source;
    }

    void mistake(Optional<Mark> at, String sentence) {
        mistake(at.map(Mark::getLine).orElse(0) + 1, sentence);
    }

    void mistake(int line, String sentence) {
        mistakes.add(new Remark(source, line, sentence));
    }

    void other(Optional<Mark> at, String sentence) {
        others.add(new Remark(source, at.map(Mark::getLine).orElse(0) + 1, sentence));
    }

    List<Remark> mistakes() {
        return inOrder(mistakes);
    }

    List<Remark> others() {
        return inOrder(others);
    }

    private static List<Remark> inOrder(List<Remark> remarks) {
        return remarks.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Remark::line))
                .toList();
    }
}
