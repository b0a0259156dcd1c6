/** A compliant network to start a test from, with a sentence for each thing a test may change about it. */
@NullMarked
package dev.nodepath.network;

import org.jspecify.annotations.NullMarked;
