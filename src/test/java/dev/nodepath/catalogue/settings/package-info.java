@NullMarked
package dev.nodepath.catalogue.settings;

import org.jspecify.annotations.NullMarked;
