@NullMarked
package dev.nodepath.settings;

import org.jspecify.annotations.NullMarked;
