package dev.nodepath.aws.read;

import dev.nodepath.aws.AwsClients;
import dev.nodepath.network.Read;
import dev.nodepath.rule.Need;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/**
 * One describe call: what it answers, how AWS is asked, and what its answer looks like when the AWS CLI prints it.
 *
 * @param <T> AWS's record, an object of the SDK or the name of something
 * @param <M> the model's
 */
public final class Question<T, M> {

    /** How the AWS CLI prints the answer. */
    public enum Form {
        /** {@code {"Subnets": [{…}, …]}}. */
        LIST,
        /** {@code {"cluster": {…}}}. */
        OBJECT,
        /** {@code {"nodegroups": ["…"]}}: only the name of the file tells what the list belongs to. */
        LIST_BY_FILE,
        /** {@code {"VpcId": "…", "EnableDnsSupport": {…}}}: the whole answer is the record. */
        WHOLE
    }

    /**
     * The AWS CLI's side of a call.
     *
     * @param command such as {@code ec2 describe-subnets}
     * @param member the top-level member of its answer
     * @param parameters those that name the thing with a key
     * @param suffix what tells the file of one thing from another's, empty where one file holds all
     */
    record Cli(
            String command,
            String member,
            Form form,
            Function<String, String> parameters,
            Function<String, String> suffix) {

        Cli(String command, String member, Form form) {
            this(command, member, form, key -> "", key -> "");
        }

        Cli with(String parameters) {
            return new Cli(command, member, form, key -> parameters, suffix);
        }
    }

    private final Need need;
    private final Cli cli;
    private final CliJson<T> json;
    private final Function<T, List<Keyed<M>>> records;
    private final BiFunction<AwsClients, List<String>, Iterable<T>> live;

    Question(
            Need need,
            Cli cli,
            CliJson<T> json,
            Function<T, List<Keyed<M>>> records,
            BiFunction<AwsClients, List<String>, Iterable<T>> live) {
        this.need = need;
        this.cli = cli;
        this.json = json;
        this.records = records;
        this.live = live;
    }

    public Need need() {
        return need;
    }

    /** No other question has it: {@code ec2 describe-subnets Subnets}. */
    String name() {
        return cli.command() + " " + cli.member();
    }

    /** The top-level member of the CLI's answer, such as {@code Subnets}. */
    public String member() {
        return cli.member();
    }

    public Form form() {
        return cli.form();
    }

    /** The command that answers it for the thing with that key, such as {@code aws eks describe-cluster --name demo}. */
    public String command(String key) {
        return ("aws " + cli.command() + " " + cli.parameters().apply(key)).strip();
    }

    /** The file of a snapshot that holds the answer for the thing with that key. */
    public String file(String key) {
        String suffix = cli.suffix().apply(key);
        return cli.command().replace(' ', '-') + (suffix.isEmpty() ? "" : "-" + suffix) + ".json";
    }

    /** Reads the record at the parser's current token; one record of AWS's may hold several of the model's. */
    public List<Keyed<M>> read(JsonParser parser) {
        return records(json.read(parser));
    }

    public void write(JsonGenerator generator, T value) {
        json.write(generator, value);
    }

    /** Asks AWS, following all pages. */
    Iterable<T> ask(AwsClients aws, List<String> keys) {
        return live.apply(aws, keys);
    }

    List<Keyed<M>> records(T value) {
        return records.apply(value);
    }

    /** One record for one of AWS's, found by any of {@code keys}. */
    static <T, M> Function<T, List<Keyed<M>>> each(
            Need need, Function<T, ? extends Collection<String>> keys, Function<T, M> mapping) {
        return value -> List.of(keyed(need, value, keys, mapping));
    }

    /**
     * A record that cannot be mapped fails alone. Nulls within lists and the like come from snapshots written by hand, and
     * turn up in the mapping as whatever the first use of them throws.
     */
    static <T, M> Keyed<M> keyed(
            Need need, T value, Function<T, ? extends Collection<String>> keys, Function<T, M> mapping) {
        Set<String> found = Set.of();
        try {
            found = new LinkedHashSet<>(keys.apply(value));
            return new Keyed<>(found, Read.of(mapping.apply(value)));
        } catch (UnreadableRecord e) {
            return new Keyed<>(found, Read.failed(need.action(), String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            return new Keyed<>(
                    found, Read.failed(need.action(), "a record of the answer could not be understood: " + e));
        }
    }

    @Override
    public String toString() {
        return need.action();
    }
}
