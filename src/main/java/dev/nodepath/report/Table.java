package dev.nodepath.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rows whose columns line up; the last column is left ragged. */
final class Table {

    /**
     * @param ink applied after padding, so that escape codes do not count as width
     */
    record Cell(String text, UnaryOperator<String> ink) {
        static Cell of(String text) {
            return new Cell(text, UnaryOperator.identity());
        }
    }

    private final List<List<Cell>> rows = new ArrayList<>();

    void add(Cell... cells) {
        rows.add(List.of(cells));
    }

    /** The rows as lines; every row has as many cells as the first. */
    List<String> lines() {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < rows.getFirst().size(); column++) {
            int c = column;
            widths.add(rows.stream()
                    .mapToInt(row -> row.get(c).text().length())
                    .max()
                    .orElse(0));
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<Cell> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            Cell cell = row.get(column);
            boolean last = column == row.size() - 1;
            String padding =
                    last ? "" : " ".repeat(widths.get(column) - cell.text().length() + 2);
            line.append(cell.ink().apply(cell.text())).append(padding);
        }
        return line.toString();
    }
}
