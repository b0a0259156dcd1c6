package dev.nodepath.report;

import java.io.IOException;
import java.io.OutputStream;

/** The forms a report comes in; a further one is a further constant. */
public enum ReportFormat {
    TEXT {
        @Override
        public void write(Report report, Ink ink, OutputStream out) throws IOException {
            ReportText.write(report, ink, out);
        }
    },
    JSON {
        @Override
        public void write(Report report, Ink ink, OutputStream out) throws IOException {
            ReportJson.write(report, out);
        }
    },
    HTML {
        @Override
        public void write(Report report, Ink ink, OutputStream out) throws IOException {
            ReportHtml.write(report, out);
        }
    },
    SARIF {
        @Override
        public void write(Report report, Ink ink, OutputStream out) throws IOException {
            ReportSarif.write(report, out);
        }
    };

    /**
     * Writes UTF-8 and leaves {@code out} open.
     *
     * @param ink for the forms that people read in a terminal
     */
    public abstract void write(Report report, Ink ink, OutputStream out) throws IOException;
}
