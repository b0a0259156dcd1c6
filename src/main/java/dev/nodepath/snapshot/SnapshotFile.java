package dev.nodepath.snapshot;

import dev.nodepath.aws.read.Keyed;
import dev.nodepath.aws.read.Question;
import dev.nodepath.aws.read.Questions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/**
 * One file of a snapshot. It is read as a stream, one record at a time, so that the answers of a large account need no more
 * memory than the model made of them.
 */
final class SnapshotFile {

    private static final JsonFactory JSON = new JsonFactory();

    private static final Map<String, Question<?, ?>> BY_MEMBER =
            Questions.all().stream().collect(Collectors.toUnmodifiableMap(Question::member, question -> question));

    /** Answers of the AWS CLI that no verdict needs; they belong into a snapshot as much as the others. */
    private static final Set<String> UNUSED = Set.of(
            "Addresses",
            "PrefixLists",
            "LaunchTemplates",
            "SecurityGroupRules",
            "TransitGateways",
            "TransitGatewayAttachments",
            "TransitGatewayRouteTables",
            "VpnConnections",
            "CustomerGateways",
            "CarrierGateways",
            "LocalGateways",
            "VpcEndpointServices",
            "ServiceNames",
            "Regions",
            "addon",
            "addons",
            "accessEntry",
            "accessEntries",
            "association",
            "insight",
            "insights",
            "update",
            "updateIds");

    private final Path path;
    private final String displayName;

    private SnapshotFile(Path path, String displayName) {
        this.path = path;
        this.displayName = displayName;
    }

    /**
     * Adds the answers in a file to those held; the shell's {@code >>} puts several one after another.
     *
     * @param displayName what messages call the file
     * @return why the file, or one of its answers, was skipped, where it was
     */
    static List<String> read(Path path, String displayName, SnapshotAnswers.Sink sink)
            throws UnreadableSnapshotException {
        return new SnapshotFile(path, displayName).read(sink);
    }

    private List<String> read(SnapshotAnswers.Sink sink) throws UnreadableSnapshotException {
        List<String> skipped = new ArrayList<>();
        Set<Question<?, ?>> answered = new HashSet<>();
        try (InputStream in = Files.newInputStream(path);
                JsonParser json = JSON.createParser(ObjectReadContext.empty(), in)) {
            if (json.nextToken() == null) {
                return List.of(displayName + " is empty, as the shell leaves it when the command failed: skipped");
            }
            for (int before = 0; json.currentToken() != null; before++) {
                String place = displayName
                        + (before == 0
                                ? ""
                                : ", line " + json.currentTokenLocation().getLineNr());
                Document document = document(json, before);
                document.reason().ifPresent(reason -> skipped.add(place + " " + reason + ": skipped"));
                for (Question<?, ?> question : document.answers().keySet()) {
                    if (!answered.add(question) && question.form() == Question.Form.LIST_BY_FILE) {
                        throw new UnreadableSnapshotException(place + " is another list of " + question.member()
                                + ", and only the name of its file tells what it is about; put each list into a file of"
                                + " its own");
                    }
                }
                document.answers()
                        .forEach((question, records) -> sink.add(question, fileName(), records, document.goesOn()));
                json.nextToken();
            }
            return skipped;
        } catch (JacksonException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw new UnreadableSnapshotException(displayName + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * One JSON value of a file.
     *
     * @param goesOn whether it ends in a token for the next page
     * @param reason why it is no answer, where it is none
     */
    private record Document(Map<Question<?, ?>, List<Keyed<?>>> answers, boolean goesOn, Optional<String> reason) {}

    private Document document(JsonParser json, int before) throws UnreadableSnapshotException {
        Map<Question<?, ?>, List<Keyed<?>>> answers = new LinkedHashMap<>();
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return new Document(answers, false, Optional.of("is not an answer of the AWS CLI"));
        }
        List<Question<?, ?>> whole = new ArrayList<>();
        boolean known = false;
        boolean goesOn = false;
        for (String member = json.nextName(); member != null; member = json.nextName()) {
            json.nextToken();
            Question<?, ?> question = BY_MEMBER.get(member);
            if (question == null) {
                known |= UNUSED.contains(member);
                goesOn |= member.equalsIgnoreCase("NextToken") && json.currentToken() == JsonToken.VALUE_STRING;
                json.skipChildren();
            } else if (question.form() == Question.Form.WHOLE) {
                whole.add(question);
                json.skipChildren();
            } else {
                answers.computeIfAbsent(question, q -> new ArrayList<>()).addAll(records(json, question));
            }
        }
        for (Question<?, ?> question : whole) {
            answers.put(question, wholeRecord(question, before));
        }
        return new Document(
                answers,
                goesOn,
                known || !answers.isEmpty()
                        ? Optional.empty()
                        : Optional.of("is not an answer of the AWS CLI that a snapshot can hold"));
    }

    private static List<Keyed<?>> records(JsonParser json, Question<?, ?> question) {
        List<Keyed<?>> records = new ArrayList<>();
        if (json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                records.addAll(question.read(json));
            }
        } else {
            records.addAll(question.read(json));
        }
        return records;
    }

    /** The few answers that are one record as a whole are a few lines long and read a second time. */
    private List<Keyed<?>> wholeRecord(Question<?, ?> question, int before) throws UnreadableSnapshotException {
        try (InputStream in = Files.newInputStream(path);
                JsonParser json = JSON.createParser(ObjectReadContext.empty(), in)) {
            json.nextToken();
            for (int skipped = 0; skipped < before; skipped++) {
                json.skipChildren();
                json.nextToken();
            }
            return List.copyOf(question.read(json));
        } catch (JacksonException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw new UnreadableSnapshotException(displayName + " cannot be read: " + e.getMessage(), e);
        }
    }

    private UnreadableSnapshotException malformed(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        String where = at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
        String what = e instanceof UnexpectedEndOfInputException
                ? "the file ends in the middle of its JSON"
                : e.getOriginalMessage();
        return new UnreadableSnapshotException(displayName + where + ": " + what, e);
    }

    private String fileName() {
        String name = String.valueOf(path.getFileName());
        return name.substring(0, name.length() - ".json".length());
    }
}
