@NullMarked
package dev.nodepath.settings.document;

import org.jspecify.annotations.NullMarked;
