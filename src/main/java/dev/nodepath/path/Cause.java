package dev.nodepath.path;

import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import java.util.List;
import java.util.Optional;

/**
 * Why a path does not work, or why that cannot be told.
 *
 * @param rule id of the rule that decides it, such as {@code RT-004}
 * @param unknown empty where the path is broken for certain; else why it cannot be told
 * @param resource the resource at fault, or the one that hides the answer
 * @param also further resources that take part, the worse at fault first
 * @param sentence what is wrong there, as a sentence with its values
 * @param opening what a filter there would have to let through; empty where no filter is at fault
 */
public record Cause(
        String rule,
        Optional<UnknownReason> unknown,
        Resource resource,
        List<Resource> also,
        String sentence,
        Optional<Opening> opening) {

    /** Why a verdict is not possible. */
    public enum UnknownReason {
        /** A call was denied, throttled or failed, or a snapshot lacks the answer. */
        NOT_READ,
        /** The owner of a shared VPC does not show it to participants. */
        SHARED_VPC_NOT_VISIBLE,
        /** A transit gateway, virtual private gateway, Cloud WAN or local gateway takes the packet elsewhere. */
        PATH_LEAVES_VPC,
        /** A firewall, NAT instance or other appliance decides. */
        APPLIANCE,
        /** A name server outside AWS decides what the name resolves to. */
        CUSTOM_DNS,
        PREFIX_LIST_UNREADABLE,
        /** Routes cover part of the public address space. */
        PARTIAL_ROUTES,
        /** Security groups or network ACLs admit part of the addresses in question. */
        PARTIAL_FILTER,
        UPDATE_IN_PROGRESS,
        /** A resource is on its way from one state to another. */
        EVENTUAL_CONSISTENCY,
        /** Only visible in the Kubernetes API. */
        K8S_ONLY,
        /** AWS answered with a value that is newer than this program. */
        SDK_UNKNOWN_VALUE,
        /** A policy would have to be evaluated as IAM does. */
        POLICY_NOT_EVALUATED
    }

    public Cause {
        also = List.copyOf(also);
    }

    public static Cause broken(String rule, Resource resource, String sentence, Resource... also) {
        return new Cause(rule, Optional.empty(), resource, List.of(also), sentence, Optional.empty());
    }

    public static Cause unknown(
            String rule, UnknownReason reason, Resource resource, String sentence, Resource... also) {
        return new Cause(rule, Optional.of(reason), resource, List.of(also), sentence, Optional.empty());
    }

    /** What could not be read hides the answer. */
    public static Cause unread(String rule, Read.Failed<?> read, Resource resource, Resource... also) {
        return unknown(
                rule,
                UnknownReason.NOT_READ,
                resource,
                "It cannot be told for " + resource.id() + ": " + read.action() + " gave no answer (" + read.error()
                        + ").",
                also);
    }

    Cause with(Opening opening) {
        return new Cause(rule, unknown, resource, also, sentence, Optional.of(opening));
    }

    public boolean breaks() {
        return unknown.isEmpty();
    }

    /** Whether another answer of AWS could tell. */
    public boolean isUnread() {
        return unknown.equals(Optional.of(UnknownReason.NOT_READ))
                || unknown.equals(Optional.of(UnknownReason.PREFIX_LIST_UNREADABLE));
    }
}
