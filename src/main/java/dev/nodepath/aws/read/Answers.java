package dev.nodepath.aws.read;

import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.Read;
import java.util.Collection;

/** Where answers come from: AWS itself, or a folder of captured ones. Safe for use by several threads. */
public interface Answers {

    /**
     * What is known of the things {@code keys} name. A thing that does not exist has no record in the answer; what could not
     * be read fails.
     */
    <M> Read<Answer<M>> ask(Question<?, M> question, Collection<String> keys);

    /** The ARN of a cluster that was asked for and does not exist. */
    Read<ClusterArn> arnOf(String clusterName);
}
