/**
 * The engine: from a subnet in which nodes run to the API server and to the AWS services a node needs, hop by hop, with a
 * verdict and what decides it. Pure: the same network always gives the same answer.
 */
@NullMarked
package dev.nodepath.path;

import org.jspecify.annotations.NullMarked;
