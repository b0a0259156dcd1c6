@NullMarked
package dev.nodepath.finding;

import org.jspecify.annotations.NullMarked;
