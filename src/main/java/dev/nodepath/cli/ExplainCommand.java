package dev.nodepath.cli;

import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.path.Paths;
import dev.nodepath.report.Explanation;
import dev.nodepath.settings.Settings;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nodepath explain}: the path of each node subnet, hop by hop, and what decides it. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Prints the path of each node subnet, hop by hop, and what decides it.")
final class ExplainCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--subnet", paramLabel = "ID", description = "Only this node subnet.")
    private @Nullable String subnet;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json. Default: text.")
    private DocumentFormat format = DocumentFormat.TEXT;

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Settings judgeBy = settings.read(terminal);
        ClusterNetwork shown = cluster.read(judgeBy, terminal);
        ClusterNetwork network = shown.with(judgeBy.of(shown.cluster().arn()).declared());
        Explanation explanation = wanted(Explanation.of(Paths.of(network)));
        output.write(terminal, (ink, out) -> {
            switch (format) {
                case TEXT -> explanation.writeText(ink, out);
                case JSON -> explanation.writeJson(out);
            }
        });
        return ClusterOption.unread(network, terminal);
    }

    private Explanation wanted(Explanation all) {
        String id = subnet;
        if (id == null) {
            return all;
        }
        Explanation one = all.of(id);
        if (one.subnets().isEmpty()) {
            throw new UnusableInput("No nodes of cluster %s run in %s."
                    .formatted(all.paths().cluster().name(), id));
        }
        return one;
    }
}
