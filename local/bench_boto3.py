"""What `nodepath check --cluster NAME` reads, by plain boto3 calls, one after the other.

    python local/bench_boto3.py CLUSTER TIMES

Prints the seconds of each reading, the first with the making of the clients.
"""

import sys
import time

import boto3


class Reading:
    def __init__(self):
        session = boto3.Session()
        self.eks, self.ec2, self.autoscaling = (session.client(name) for name in ("eks", "ec2", "autoscaling"))

    def all_of(self, client, operation, **request):
        return list(client.get_paginator(operation).paginate(**request))

    def read(self, name):
        eks, ec2 = self.eks, self.ec2
        cluster = eks.describe_cluster(name=name)["cluster"]
        groups = self.all_of(eks, "list_nodegroups", clusterName=name)
        profiles = self.all_of(eks, "list_fargate_profiles", clusterName=name)
        self.all_of(eks, "list_pod_identity_associations", clusterName=name)
        tag = {"Name": "tag-key", "Values": [f"kubernetes.io/cluster/{name}"]}
        self.all_of(self.autoscaling, "describe_auto_scaling_groups", Filters=[tag])
        templates = []
        for group in (group for page in groups for group in page["nodegroups"]):
            described = eks.describe_nodegroup(clusterName=name, nodegroupName=group)["nodegroup"]
            if "launchTemplate" in described:
                templates.append(described["launchTemplate"])
        for profile in (profile for page in profiles for profile in page["fargateProfileNames"]):
            eks.describe_fargate_profile(clusterName=name, fargateProfileName=profile)

        vpc = cluster["resourcesVpcConfig"]["vpcId"]
        of_vpc = [{"Name": "vpc-id", "Values": [vpc]}]
        attached = [{"Name": "attachment.vpc-id", "Values": [vpc]}]
        ec2.describe_vpcs(Filters=of_vpc)
        for attribute in ("enableDnsSupport", "enableDnsHostnames"):
            ec2.describe_vpc_attribute(VpcId=vpc, Attribute=attribute)
        ec2.describe_dhcp_options()
        self.all_of(ec2, "describe_subnets", Filters=of_vpc)
        self.all_of(ec2, "describe_route_tables", Filters=of_vpc)
        self.all_of(ec2, "describe_nat_gateways", Filters=of_vpc)
        self.all_of(ec2, "describe_internet_gateways", Filters=attached)
        self.all_of(ec2, "describe_egress_only_internet_gateways")
        self.all_of(ec2, "describe_network_acls", Filters=of_vpc)
        rules = [
            rule
            for page in self.all_of(ec2, "describe_security_groups", Filters=of_vpc)
            for group in page["SecurityGroups"]
            for rule in group["IpPermissions"] + group["IpPermissionsEgress"]
        ]
        self.all_of(ec2, "describe_vpc_endpoints", Filters=of_vpc)
        description = {"Name": "description", "Values": ["Amazon EKS *"]}
        self.all_of(ec2, "describe_network_interfaces", Filters=[*of_vpc, description])
        tag = {"Name": "tag-key", "Values": ["kubernetes.io/cluster/*"]}
        self.all_of(ec2, "describe_instances", Filters=[*of_vpc, tag])
        ec2.describe_availability_zones(AllAvailabilityZones=True)
        ec2.describe_vpc_block_public_access_options()
        self.all_of(ec2, "describe_transit_gateway_vpc_attachments", Filters=of_vpc)
        ec2.describe_vpn_gateways(Filters=attached)
        self.all_of(ec2, "describe_vpc_peering_connections")
        self.all_of(ec2, "describe_client_vpn_endpoints")
        self.all_of(ec2, "describe_instance_connect_endpoints", Filters=of_vpc)
        for template in templates:
            ec2.describe_launch_template_versions(LaunchTemplateId=template["id"], Versions=[template["version"]])
        for prefix_list in {entry["PrefixListId"] for rule in rules for entry in rule.get("PrefixListIds", [])}:
            self.all_of(ec2, "get_managed_prefix_list_entries", PrefixListId=prefix_list)


def main():
    cluster, times = sys.argv[1], int(sys.argv[2])
    start = time.monotonic()
    reading = Reading()
    for _ in range(times):
        reading.read(cluster)
        print(f"{time.monotonic() - start:.6f}")
        start = time.monotonic()


if __name__ == "__main__":
    main()
