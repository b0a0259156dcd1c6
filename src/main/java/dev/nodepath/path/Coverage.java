package dev.nodepath.path;

/** How much of what is needed a filter lets through. */
enum Coverage {
    ALL,
    SOME,
    NONE,
    /** A part of the filter could not be read, and the rest does not let everything through. */
    UNKNOWN
}
