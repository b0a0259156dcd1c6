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

    Filters filters() {
        return new Filters(network, subnet, nodeSubnet);
    }

    /** SG-005 and NA-001: what guards the nodes lets them out, wherever the route leads. */
    void passFiltersOfNodes() {
        walk.stopAll(filters().nodeToInternet(family));
    }
}
