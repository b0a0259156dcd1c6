package dev.nodepath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandleCommandTest {

    @TempDir
    private Path folder;

    @Test
    void missingFileIsAnError() {
        Path event = folder.resolve("event.json");
        assertThat(Run.of("handle", event.toString()))
                .isEqualTo(new Run(
                        2,
                        "",
                        "nodepath: The event cannot be read from " + event + ": there is no such file or folder.\n"));
        assertThat(Run.of("handle", folder.toString()).err())
                .isEqualTo("nodepath: The event cannot be read from " + folder + ": Is a directory.\n");
    }

    @Test
    void missingVariableIsNamed() {
        Run run = Run.of(
                Map.of("CHANGE_QUEUE_URL", "https://sqs.us-east-1.amazonaws.com/1/q"),
                "handle",
                "events/ec2-delete-route.json");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("STATE_TABLE").hasLineCount(1);
    }

    @Test
    void eventHasToBeNamed() {
        assertThat(Run.of("handle").err()).contains("EVENT.json", "nodepath handle --help");
    }
}
