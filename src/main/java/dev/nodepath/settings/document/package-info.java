/** Settings as people write them: the YAML document, and what is wrong with one. */
@NullMarked
package dev.nodepath.settings.document;

import org.jspecify.annotations.NullMarked;
