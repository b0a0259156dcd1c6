package dev.nodepath.aws.read;

import static dev.nodepath.aws.read.NetworkReader.sorted;

import dev.nodepath.network.BlockPublicAccess;
import dev.nodepath.network.InternetGateway;
import dev.nodepath.network.InternetGatewayBlockMode;
import dev.nodepath.network.NatGateway;
import dev.nodepath.network.Read;
import dev.nodepath.network.SecurityGroup;
import dev.nodepath.network.VpcEndpoint;
import dev.nodepath.network.VpcNetwork;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the owner of a shared VPC sees of it and participants do not: NAT gateways, egress-only internet gateways, VPC
 * endpoints with their security groups, and what lifts VPC Block Public Access (VPC user guide, "Responsibilities and
 * permissions for owners and participants").
 */
final class OwnersView {

    private final String vpcId;
    private final String region;
    private final Supplier<Read<Answer<NatGateway>>> natGateways;
    private final Supplier<Read<Answer<InternetGateway>>> egressOnlyInternetGateways;
    private final Supplier<Read<Answer<VpcEndpoint>>> vpcEndpoints;
    private final Supplier<Read<Answer<SecurityGroup>>> securityGroups;
    private final Supplier<Read<Answer<InternetGatewayBlockMode>>> blockMode;
    private final Supplier<Read<Answer<BlockPublicAccess.Exclusion>>> exclusions;

    OwnersView(Asking asking, String vpcId, String region) {
        this.vpcId = vpcId;
        this.region = region;
        natGateways = asking.ask(VpcQuestions.NAT_GATEWAYS, vpcId);
        egressOnlyInternetGateways = asking.ask(VpcQuestions.EGRESS_ONLY_INTERNET_GATEWAYS, vpcId);
        vpcEndpoints = asking.ask(VpcQuestions.VPC_ENDPOINTS, vpcId);
        securityGroups = asking.ask(VpcQuestions.SECURITY_GROUPS, vpcId);
        blockMode = asking.ask(VpcQuestions.BLOCK_PUBLIC_ACCESS, region);
        exclusions = asking.ask(VpcQuestions.BLOCK_PUBLIC_ACCESS_EXCLUSIONS, region);
    }

    /**
     * The VPC with what its owner sees. Where the owner's account is not to be read, the participant's view has to do, and
     * SH-001 says so; where AWS was only busy, the failed read stays, so that it is tried again.
     */
    VpcNetwork of(VpcNetwork seen) {
        Read<List<NatGateway>> nats = sorted(VpcReading.of(natGateways, vpcId), NatGateway::id);
        Read<List<InternetGateway>> egressOnly =
                sorted(VpcReading.of(egressOnlyInternetGateways, vpcId), InternetGateway::id);
        Read<List<VpcEndpoint>> endpoints = sorted(VpcReading.of(vpcEndpoints, vpcId), VpcEndpoint::id);
        Read<List<SecurityGroup>> groups = VpcReading.of(securityGroups, vpcId)
                .flatMap(ofOwner -> seen.securityGroups()
                        .map(own ->
                                Stream.concat(own.stream(), ofOwner.stream()).toList()));
        Read<BlockPublicAccess> block = VpcReading.mode(blockMode, region)
                .flatMap(mode -> sorted(exclusions.get().flatMap(Answer::all), BlockPublicAccess.Exclusion::id)
                        .map(exempt -> new BlockPublicAccess(mode, exempt)));
        boolean refused = Stream.of(nats, egressOnly, endpoints, groups, block)
                .anyMatch(read -> read instanceof Read.Failed<?> failed && !failed.passing());
        return refused
                ? seen
                : seen.asItsOwnerSeesIt(nats, egressOnly, endpoints, sorted(groups, SecurityGroup::id), block);
    }
}
