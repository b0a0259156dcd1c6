package dev.nodepath.snapshot;

import dev.nodepath.aws.read.Keyed;
import dev.nodepath.aws.read.Question;
import dev.nodepath.aws.read.Questions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private boolean goesOn;

    private SnapshotFile(Path path, String displayName) {
        this.path = path;
        this.displayName = displayName;
    }

    /**
     * Adds the answers in a file to those held.
     *
     * @param displayName what messages call the file
     * @return why the file was skipped, where it was
     */
    static Optional<String> read(Path path, String displayName, SnapshotAnswers.Sink sink)
            throws UnreadableSnapshotException {
        return new SnapshotFile(path, displayName).read(sink);
    }

    private Optional<String> read(SnapshotAnswers.Sink sink) throws UnreadableSnapshotException {
        Map<Question<?, ?>, List<Keyed<?>>> answers = new LinkedHashMap<>();
        List<Question<?, ?>> whole = new ArrayList<>();
        boolean known = false;
        try (InputStream in = Files.newInputStream(path);
                JsonParser json = JSON.createParser(ObjectReadContext.empty(), in)) {
            JsonToken token = json.nextToken();
            if (token == null) {
                return Optional.of(displayName + " is empty, as the shell leaves it when the command failed: skipped");
            }
            if (token != JsonToken.START_OBJECT) {
                return Optional.of(displayName + " is not an answer of the AWS CLI: skipped");
            }
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
            json.nextToken();
        } catch (JacksonException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw new UnreadableSnapshotException(displayName + " cannot be read: " + e.getMessage(), e);
        }
        for (Question<?, ?> question : whole) {
            answers.put(question, wholeRecord(question));
        }
        answers.forEach((question, records) -> sink.add(question, fileName(), records, goesOn));
        return known || !answers.isEmpty()
                ? Optional.empty()
                : Optional.of(displayName + " is not an answer of the AWS CLI that a snapshot can hold: skipped");
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
    private List<Keyed<?>> wholeRecord(Question<?, ?> question) throws UnreadableSnapshotException {
        try (InputStream in = Files.newInputStream(path);
                JsonParser json = JSON.createParser(ObjectReadContext.empty(), in)) {
            json.nextToken();
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
