/**
 * What an event says has changed, as data. Pure: it sees a parsed JSON document and nothing else, and what it cannot place
 * it widens to every cluster of the Region rather than drop it.
 */
@NullMarked
package dev.nodepath.change;

import org.jspecify.annotations.NullMarked;
