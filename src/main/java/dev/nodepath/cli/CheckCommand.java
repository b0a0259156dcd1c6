package dev.nodepath.cli;

import dev.nodepath.cli.SourceOptions.Reading;
import dev.nodepath.finding.Assessment;
import dev.nodepath.network.Networks;
import dev.nodepath.report.Report;
import dev.nodepath.report.ReportFormat;
import dev.nodepath.rule.Severity;
import dev.nodepath.settings.Settings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nodepath check}: judges clusters and reports what it found. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Judges clusters and prints what is wrong with them, worst first.")
final class CheckCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private SourceOptions source = new SourceOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            description = "Judge only this cluster; may be given several times. Default: all.")
    private Set<String> clusters = new LinkedHashSet<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, json, html or sarif. Default: text.")
    private ReportFormat format = ReportFormat.TEXT;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            defaultValue = "HIGH",
            description = "The mildest severity that makes the exit status 1: ${COMPLETION-CANDIDATES}. Default: HIGH.")
    private Severity failOn = Severity.HIGH;

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Settings judgeBy = settings.read(terminal);
        Reading reading = source.read(clusters, judgeBy, terminal);
        Networks networks = reading.networks();
        List<Assessment> assessments = networks.networks().stream()
                .map(network -> Assessment.of(network, judgeBy, SettingsOption.today(), Optional.empty()))
                .toList();
        if (assessments.isEmpty() && !networks.missing().isEmpty()) {
            throw UnusableInput.missing(networks.missing());
        }
        Report report = Report.of(assessments, networks.unread());
        output.write(terminal, (ink, out) -> format.write(report, ink, out));
        if (!networks.missing().isEmpty()) {
            throw UnusableInput.missing(networks.missing());
        }
        if (report.clusters().isEmpty()) {
            nothingToJudge(report, reading.where());
        }
        return status(report);
    }

    private void nothingToJudge(Report report, String where) {
        if (!report.unread().isEmpty()) {
            throw new UnusableInput("No cluster could be read in %s.".formatted(where));
        }
        terminal.say("No cluster was found in %s.".formatted(where));
    }

    private int status(Report report) {
        if (report.hasViolation(failOn)) {
            return ExitStatus.VIOLATION;
        }
        return report.unread().isEmpty() ? ExitStatus.OK : ExitStatus.UNREAD;
    }
}
