/** Folders of AWS CLI answers: read in place of AWS, and written from it. Reading one needs no network and no credentials. */
@NullMarked
package dev.nodepath.snapshot;

import org.jspecify.annotations.NullMarked;
