package dev.nodepath.settings.document;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/**
 * YAML 1.2, as far as settings need it: one document, no anchors and no tags of its own, so that what is read is what stands
 * there.
 */
final class Yaml {

    /** An SSM parameter holds 8 KB at most; a file may explain more. */
    static final int LONGEST = 256 * 1024;

    /** Deeper than any key is. */
    private static final int DEEPEST = 10;

    /** The narrowest of YAML's schemas: what is no number, true, false or null as JSON writes them is a text. */
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setSchema(new JsonSchema())
            .setAllowNonScalarKeys(true)
            .setCodePointLimit(LONGEST)
            .build();

    private Yaml() {}

    /** The document; empty where it is none, which then is a mistake. */
    static Optional<Node> read(String text, Remarks remarks) {
        if (text.length() > LONGEST) {
            remarks.mistake(1, "the document is longer than " + LONGEST / 1024 + " KB; shorten it.");
            return Optional.empty();
        }
        try {
            boolean plain = isPlain(text, remarks);
            Optional<Node> node = plain ? new Compose(SETTINGS).composeString(text) : Optional.empty();
            if (plain && node.isEmpty()) {
                remarks.mistake(1, "the document is empty; begin it with \"schema: " + SettingsDocument.SCHEMA + "\".");
            }
            return node;
        } catch (MarkedYamlEngineException e) {
            syntax(e, remarks);
        } catch (ReaderException e) {
            remarks.mistake(
                    1
                            + (int) text.substring(0, Math.min(text.length(), e.getPosition()))
                                    .chars()
                                    .filter(c -> c == '\n')
                                    .count(),
                    "there is a character that YAML does not allow (U+%04X); remove it.".formatted(e.getCodePoint()));
        } catch (YamlEngineException e) {
            remarks.mistake(1, "this is no YAML (" + e.getMessage() + "); mend it.");
        }
        return Optional.empty();
    }

    private static void syntax(MarkedYamlEngineException e, Remarks remarks) {
        String problem = String.valueOf(e.getProblem());
        String context = String.valueOf(e.getContext());
        if (problem.contains("TAB")) {
            remarks.mistake(e.getProblemMark(), "there is a tab where YAML wants spaces; indent with spaces.");
        } else if (context.startsWith("while scanning") && e.getContextMark().isPresent()) {
            // Where a text or a key begins is nearer to the mistake than where it turned out not to end.
            remarks.mistake(e.getContextMark(), "this is no YAML (" + context + ": " + problem + "); mend this line.");
        } else {
            remarks.mistake(
                    e.getProblemMark(), "this is no YAML (" + problem + "); mend this line, or the one before it.");
        }
    }

    private static boolean isPlain(String text, Remarks remarks) {
        Deque<Event> open = new ArrayDeque<>();
        int documents = 0;
        boolean plain = true;
        for (Event event : new Parse(SETTINGS).parseString(text)) {
            Optional<String> wrong = switch (event) {
                case DocumentStartEvent _ ->
                    ++documents == 2
                            ? Optional.of("a second document begins; keep one, without lines of \"---\" in it.")
                            : Optional.empty();
                case AliasEvent alias ->
                    Optional.of("*" + alias.getAlias() + " refers to another place; write out what it stands for.");
                case NodeEvent node
                when node.getAnchor().isPresent() ->
                    Optional.of("&" + node.getAnchor().get()
                            + " names a place to refer to; remove it and write out what it stands for.");
                case CollectionStartEvent start
                when start.getTag().isPresent() ->
                    Optional.of(tag(start.getTag().get()));
                case ScalarEvent scalar
                when scalar.getTag().isPresent() ->
                    Optional.of(tag(scalar.getTag().get()));
                default -> Optional.empty();
            };
            if (event instanceof CollectionStartEvent) {
                open.push(event);
            } else if (event instanceof CollectionEndEvent) {
                open.pop();
            }
            if (open.size() > DEEPEST) {
                remarks.mistake(
                        event.getStartMark(), "this is nested deeper than any key is; look for a bracket too many.");
                return false;
            }
            wrong.ifPresent(sentence -> remarks.mistake(event.getStartMark(), sentence));
            plain &= wrong.isEmpty();
        }
        return plain;
    }

    private static String tag(String tag) {
        return tag.replace("tag:yaml.org,2002:", "!!")
                + " gives the value a type; remove it, every key has one of its own.";
    }
}
