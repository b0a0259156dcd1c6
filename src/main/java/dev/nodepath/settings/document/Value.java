package dev.nodepath.settings.document;

import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value of the document, and where it stands.
 *
 * @param path as a person would name it: {@code suppressions[0].until}
 */
record Value(String path, Node node, Remarks remarks) {

    /** What is written there, as a sentence quotes it. */
    String quoted() {
        return switch (node) {
            case MappingNode mapping -> mapping.getValue().isEmpty() ? "an empty mapping" : "a mapping";
            case SequenceNode list -> list.getValue().isEmpty() ? "an empty list" : "a list";
            case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> "empty";
            case ScalarNode scalar when scalar.getTag().equals(Tag.STR) -> quoted(scalar.getValue());
            case ScalarNode scalar -> scalar.getValue();
            default -> "of an unknown kind";
        };
    }

    /** Long and unprintable texts are no help in a message. */
    private static String quoted(String text) {
        String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return '"' + shown.replace("\n", "\\n").replaceAll("\\p{Cntrl}", "?") + '"';
    }

    /** Adds a mistake: what the value is, and what to write instead. */
    <T> Optional<T> refuse(String mend) {
        mistake(" is " + quoted() + "; " + mend + ".");
        return Optional.empty();
    }

    void mistake(String what) {
        remarks.mistake(node.getStartMark(), (path.isEmpty() ? "the document" : path) + what);
    }

    /** What is worth a second look. */
    void remark(String what) {
        remarks.other(node.getStartMark(), path + what);
    }

    /** A text that is not blank; numbers, and true and false, are none unless they are in quotes. */
    <T> Optional<T> text(String mend, Function<String, Optional<T>> read) {
        return node instanceof ScalarNode scalar
                        && scalar.getTag().equals(Tag.STR)
                        && !scalar.getValue().isBlank()
                ? read.apply(scalar.getValue()).or(() -> refuse(mend))
                : refuse(mend);
    }

    Optional<Boolean> trueOrFalse() {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)
                ? Optional.of(scalar.getValue().equals("true"))
                : refuse("write true or false");
    }

    Optional<Integer> number(int least, int most) {
        String mend = "write a whole number from " + least + " to " + most;
        if (!(node instanceof ScalarNode scalar) || !scalar.getTag().equals(Tag.INT)) {
            return refuse(mend);
        }
        BigInteger number = new BigInteger(scalar.getValue());
        boolean fits =
                number.compareTo(BigInteger.valueOf(least)) >= 0 && number.compareTo(BigInteger.valueOf(most)) <= 0;
        return fits ? Optional.of(number.intValueExact()) : refuse(mend);
    }
}
