package dev.nodepath.settings.document;

import dev.nodepath.settings.Settings;
import java.util.List;

/** What came of reading a settings document. */
public sealed interface Reading {

    /**
     * The document says what it should.
     *
     * @param remarks what is worth a second look
     */
    record Usable(Settings settings, List<Remark> remarks) implements Reading {
        public Usable {
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * Nothing of the document counts.
     *
     * @param mistakes all of them, in the order of their lines
     */
    record Broken(List<Remark> mistakes) implements Reading {
        public Broken {
            mistakes = List.copyOf(mistakes);
        }
    }
}
