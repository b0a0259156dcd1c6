package dev.nodepath.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HopTest {

    @ParameterizedTest
    @EnumSource
    void groupsAndAclsAloneAreFilters(Hop.Kind kind) {
        boolean filter = kind == Hop.Kind.SECURITY_GROUP || kind == Hop.Kind.NETWORK_ACL;
        assertThat(new Hop(kind, "id", "detail").isFilter()).isEqualTo(filter);
    }
}
