package dev.nodepath.network;

import java.util.List;

/**
 * An internet gateway or an egress-only internet gateway.
 *
 * @param attachedVpcIds VPCs it is attached to. EC2 says {@code available} for an attached internet gateway, a value
 *     missing from its own enum, and {@code attached} for an egress-only one
 */
public record InternetGateway(String id, List<String> attachedVpcIds) {
    public InternetGateway {
        attachedVpcIds = InOrder.of(attachedVpcIds);
    }
}
