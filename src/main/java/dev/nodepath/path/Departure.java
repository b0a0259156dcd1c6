package dev.nodepath.path;

import dev.nodepath.network.Cidr.Family;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Subnet;
import dev.nodepath.path.InternetPath.Purpose;

/** Nodes of a subnet on their way to the internet, and how far they got: what each part of the way has to know. */
record Departure(
        ClusterNetwork network, Subnet subnet, NodeSubnet nodeSubnet, Family family, Purpose purpose, Walk walk) {

    Resource resource() {
        return Resource.ec2(subnet.id());
    }

    NetworkAclPassages acls() {
        return new NetworkAclPassages(network, subnet, nodeSubnet);
    }

    /** SG-005 and NA-001: past what guards the nodes, wherever the route leads. */
    Passage leave() {
        Passage passage = new SecurityGroupPassages(network, subnet, nodeSubnet)
                .toInternet(family)
                .and(acls().toInternet(family));
        walk.passAll(passage.forward());
        return passage;
    }

    /** And back past it; what stops nodes there counts after what stops them further on. */
    void comeBack(Passage passage) {
        walk.passAll(passage.back());
        walk.stopAll(passage.causes());
    }
}
