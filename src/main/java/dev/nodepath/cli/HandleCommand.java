package dev.nodepath.cli;

import dev.nodepath.aws.AwsAccess;
import dev.nodepath.lambda.Environment;
import dev.nodepath.lambda.Functions;
import dev.nodepath.lambda.Handled;
import dev.nodepath.report.Report;
import dev.nodepath.report.ReportText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nodepath handle}: what a function would do with an event, done in this process. */
@Command(
        name = "handle",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the functions' code on one event, in this process.",
            "It takes the functions' variables (STATE_TABLE, CHANGE_QUEUE_URL, TOPIC_ARN, SECURITY_HUB, …) and publishes as"
                    + " they do. Prints the report of the clusters it judged; what it logs goes to standard error."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the event is done, whatever was found",
            "2:bad usage, or the event is not done",
            "3:the event is done, but something could not be read"
        })
final class HandleCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            paramLabel = "EVENT.json",
            description = "An event of EventBridge, or a batch of them as SQS hands it to a function.")
    private Path event = Path.of("");

    HandleCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        byte[] payload = payload();
        try (AwsAccess access = new AwsOptions().access()) {
            Handled handled = functions(access).handle(payload);
            Report report = Report.of(handled.assessments(), handled.unread());
            if (!handled.assessments().isEmpty()) {
                OutputOptions.print(terminal, (ink, out) -> ReportText.write(report, ink, out));
            }
            handled.notes().forEach(terminal::say);
            handled.failures().forEach(failure -> terminal.say(failure.why()));
            if (!handled.failures().isEmpty()) {
                return ExitStatus.UNUSABLE;
            }
            return report.unread().isEmpty() ? ExitStatus.OK : ExitStatus.UNREAD;
        }
    }

    private byte[] payload() {
        try {
            return Files.readAllBytes(event);
        } catch (IOException e) {
            throw new UnusableInput("The event cannot be read from %s: %s.".formatted(event, UnusableInput.why(e)));
        }
    }

    private Functions functions(AwsAccess access) {
        try {
            return new Functions(
                    Environment.of(terminal.environment()), access, InstantSource.system(), terminal.err()::println);
        } catch (IllegalArgumentException e) {
            throw new UnusableInput(String.valueOf(e.getMessage()));
        }
    }
}
