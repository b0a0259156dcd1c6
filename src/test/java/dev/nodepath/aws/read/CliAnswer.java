package dev.nodepath.aws.read;

import dev.nodepath.network.Read;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** One record of an answer as the AWS CLI prints it. */
final class CliAnswer {

    private CliAnswer() {}

    /** The record in the model. */
    static <M> M map(Question<?, M> question, String json) {
        return switch (read(question, json)) {
            case Read.Done<M> done -> done.value();
            case Read.Failed<M> failed -> throw new AssertionError(failed);
        };
    }

    static <M> Read<M> read(Question<?, M> question, String json) {
        return records(question, json).getFirst().value();
    }

    static <M> List<Keyed<M>> records(Question<?, M> question, String json) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            return question.read(parser);
        }
    }
}
