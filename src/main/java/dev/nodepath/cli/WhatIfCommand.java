package dev.nodepath.cli;

import dev.nodepath.finding.Assessment;
import dev.nodepath.finding.Comparison;
import dev.nodepath.network.Cidr;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.EndpointAccess;
import dev.nodepath.report.WhatIf;
import dev.nodepath.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code nodepath what-if}: a cluster as if its endpoint were set otherwise. */
@Command(
        name = "what-if",
        mixinStandardHelpOptions = true,
        description = "Judges a cluster as if its endpoint were set so, and prints what would change.")
final class WhatIfCommand implements Callable<Integer> {

    enum Access {
        ON,
        OFF
    }

    private final Terminal terminal;

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--public-access", paramLabel = "on|off", description = "The public endpoint. Default: as it is.")
    private @Nullable Access publicAccess;

    @Option(names = "--private-access", paramLabel = "on|off", description = "The private endpoint. Default: as it is.")
    private @Nullable Access privateAccess;

    @Option(
            names = "--public-cidrs",
            paramLabel = "CIDR",
            split = ",",
            converter = CidrConverter.class,
            description = "The only sources the public endpoint admits, separated by commas. Default: as they are.")
    private @Nullable List<Cidr> publicCidrs;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json. Default: text.")
    private DocumentFormat format = DocumentFormat.TEXT;

    @Spec
    private CommandSpec command = CommandSpec.create();

    WhatIfCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (publicAccess == null && privateAccess == null && publicCidrs == null) {
            throw badUsage("Name a change: --public-access, --private-access or --public-cidrs");
        }
        Settings judgeBy = settings.read(terminal);
        ClusterNetwork now = cluster.read(judgeBy, terminal);
        ClusterNetwork then = now.with(changed(now.cluster().endpointAccess()));
        WhatIf whatIf = new WhatIf(Comparison.of(assessment(now, judgeBy), assessment(then, judgeBy)));
        output.write(terminal, (ink, out) -> {
            switch (format) {
                case TEXT -> whatIf.writeText(ink, out);
                case JSON -> whatIf.writeJson(out);
            }
        });
        return ClusterOption.unread(now, terminal);
    }

    private EndpointAccess changed(EndpointAccess now) {
        boolean open = is(publicAccess, now.publicAccess());
        boolean inside = is(privateAccess, now.privateAccess());
        if (!open && !inside) {
            throw badUsage("EKS does not allow both endpoints to be off");
        }
        List<Cidr> cidrs = Optional.ofNullable(publicCidrs).orElse(now.publicAccessCidrs());
        // What EKS sets where a request names none.
        return new EndpointAccess(open, inside, open && cidrs.isEmpty() ? List.of(Cidr.ALL_IPV4) : cidrs);
    }

    private static boolean is(@Nullable Access wanted, boolean now) {
        return wanted == null ? now : wanted == Access.ON;
    }

    private static Assessment assessment(ClusterNetwork network, Settings judgeBy) {
        return Assessment.of(network, judgeBy, SettingsOption.today(), Optional.empty());
    }

    private ParameterException badUsage(String sentence) {
        return new ParameterException(command.commandLine(), sentence);
    }

    /** Says what is wrong with a range in its own words. */
    static final class CidrConverter implements ITypeConverter<Cidr> {
        @Override
        public Cidr convert(String value) {
            try {
                if (!value.contains("/")) {
                    throw new IllegalArgumentException("an address, not a block");
                }
                return Cidr.parse(value.strip());
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + value + "' is no CIDR block such as 203.0.113.0/24");
            }
        }
    }
}
