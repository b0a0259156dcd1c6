package dev.nodepath.path;

import dev.nodepath.network.AutoScalingGroup;
import dev.nodepath.network.FargateProfile;
import dev.nodepath.network.Instance;
import dev.nodepath.network.Nodegroup;
import java.util.List;

/** What tells that nodes run in a subnet. */
public sealed interface NodeSource {

    /** How reports name it. */
    String label();

    record ManagedNodegroup(Nodegroup nodegroup) implements NodeSource {
        @Override
        public String label() {
            return "nodegroup/" + nodegroup.name();
        }
    }

    record Fargate(FargateProfile profile) implements NodeSource {
        @Override
        public String label() {
            return "fargate/" + profile.name();
        }
    }

    record SelfManaged(AutoScalingGroup group) implements NodeSource {
        @Override
        public String label() {
            return "asg/" + group.name();
        }
    }

    /** Running nodes that none of the above explains: Karpenter's, Auto Mode's, or started by hand. */
    record RunningInstances(List<Instance> instances) implements NodeSource {
        public RunningInstances {
            instances = List.copyOf(instances);
        }

        @Override
        public String label() {
            return "instances";
        }
    }

    /** A built-in node pool of EKS Auto Mode, which uses the cluster's subnets. */
    record AutoModePool(String name) implements NodeSource {
        @Override
        public String label() {
            return "automode/" + name;
        }
    }

    /** Nothing tells where nodes run, so they might in the cluster's own subnets. */
    record ClusterItself() implements NodeSource {
        @Override
        public String label() {
            return "cluster";
        }
    }
}
