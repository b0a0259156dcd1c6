/**
 * From AWS's answers to the network model.
 *
 * <p>A {@link dev.nodepath.aws.read.Question} is one describe call; {@link dev.nodepath.aws.read.Answers} puts it to AWS or
 * looks it up in a snapshot; {@link dev.nodepath.aws.read.NetworkReader} asks in three rounds and puts the networks
 * together. One mapping serves live answers and captured ones.
 */
@NullMarked
package dev.nodepath.aws.read;

import org.jspecify.annotations.NullMarked;
