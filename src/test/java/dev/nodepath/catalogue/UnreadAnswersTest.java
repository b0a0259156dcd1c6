package dev.nodepath.catalogue;

import static dev.nodepath.catalogue.RuleTesting.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import org.junit.jupiter.api.Test;

/** What a rule took for absent because it could not be seen, found on generated networks. */
class UnreadAnswersTest {

    @Test
    void groupsThatAreUnreadMayAdmitPeople() {
        TestNetwork network = TestNetwork.privateOnly()
                .securityGroup("sg-cluster", group -> group.admits(443, "10.0.0.0/16"))
                .unread(Need.SECURITY_GROUPS);
        assertThat(unknown("EP-008", network).reason()).contains("ec2:DescribeSecurityGroups");
    }
}
