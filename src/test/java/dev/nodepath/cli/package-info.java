@NullMarked
package dev.nodepath.cli;

import org.jspecify.annotations.NullMarked;
