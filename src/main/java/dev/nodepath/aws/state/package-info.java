/** What is known of where things are: which VPCs and clusters a change concerns. */
@NullMarked
package dev.nodepath.aws.state;

import org.jspecify.annotations.NullMarked;
