package dev.nodepath.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadTest {

    private static final Read<String> FAILED = Read.failed("ec2:DescribeSubnets", "AccessDenied");

    @Test
    void anAnswerIsMapped() {
        assertThat(Read.of("a").map(String::length)).isEqualTo(Read.of(1));
        assertThat(Read.of("a").flatMap(text -> Read.of(text + "b"))).isEqualTo(Read.of("ab"));
        assertThat(Read.of("a").flatMap(text -> FAILED)).isEqualTo(FAILED);
        assertThat(Read.of("a").orElse("b")).isEqualTo("a");
    }

    @Test
    void aFailureStaysTheSameFailureWhateverIsAskedOfIt() {
        assertThat(FAILED.map(String::length)).isEqualTo(FAILED);
        assertThat(FAILED.flatMap(text -> Read.of(text + "b"))).isEqualTo(FAILED);
        assertThat(FAILED.orElse("b")).isEqualTo("b");
    }

    @Test
    void anAnsweredListIsACopy() {
        List<String> list = new ArrayList<>(List.of("a"));
        Read<List<String>> read = Read.ofList(list);
        list.add("b");
        assertThat(read).isEqualTo(Read.of(List.of("a")));
    }
}
