package dev.nodepath.aws.read;

import dev.nodepath.network.Read;
import java.util.Set;

/**
 * One record of an answer.
 *
 * @param keys what it can be asked for by: the id of its VPC, its own id, the cluster it belongs to
 * @param value the record in the model; failed where the model cannot hold it
 */
public record Keyed<M>(Set<String> keys, Read<M> value) {
    public Keyed {
        keys = Set.copyOf(keys);
    }
}
