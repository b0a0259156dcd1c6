@NullMarked
package dev.nodepath.aws.state;

import org.jspecify.annotations.NullMarked;
