package dev.nodepath.change;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds ids of EC2 resources wherever they stand. Wrappers and spellings differ from call to call
 * ({@code CreateNatGatewayRequest}, {@code DelTGwVpcAttachReq}, {@code items}, {@code Tag}), the prefixes of ids do not.
 */
final class ResourceIds {

    /** What has a part in the network; volumes, images and the like have none. */
    private static final Pattern ID =
            Pattern.compile("(?:vpc|subnet|rtb|rtbassoc|nat|igw|eigw|acl|aclassoc|sg|vpce|lt|pl"
                    + "|tgw-attach|eipalloc|eipassoc|pcx|vgw|dopt|eni|i)-[0-9a-f]+");

    private ResourceIds() {}

    static Set<String> in(Tree... trees) {
        return Arrays.stream(trees)
                .flatMap(Tree::texts)
                // An Auto Scaling group's subnets come as one text with commas.
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(String::trim)
                .filter(text -> ID.matcher(text).matches())
                .collect(Collectors.toUnmodifiableSet());
    }

    static boolean isVpc(String id) {
        return id.startsWith("vpc-");
    }
}
