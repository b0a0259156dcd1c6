/**
 * What AWS says about a cluster and its VPC, as data.
 *
 * <p>Every type here is a value: records with unmodifiable lists, sealed types where AWS's answer is one of several
 * things. Domain knowledge that needs only the data (which route table serves a subnet, which groups stand on the
 * cluster's network interfaces) has its home here; judgement does not.
 */
@NullMarked
package dev.nodepath.network;

import org.jspecify.annotations.NullMarked;
