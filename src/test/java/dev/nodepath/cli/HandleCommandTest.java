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
        Run run = Run.of("handle", folder.resolve("event.json").toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("event.json").hasLineCount(1);
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
