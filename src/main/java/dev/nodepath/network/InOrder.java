package dev.nodepath.network;

import java.util.Comparator;
import java.util.List;

/**
 * AWS gives its lists in no order of their own. Here each has one, so that the same network is the same value and reads the
 * same in a report, in whatever order the answers came.
 */
final class InOrder {

    private InOrder() {}

    static <T extends Comparable<? super T>> List<T> of(List<T> list) {
        return by(Comparator.naturalOrder(), list);
    }

    static <T> List<T> by(Comparator<? super T> order, List<T> list) {
        return isIn(order, list)
                ? List.copyOf(list)
                : list.stream().sorted(order).toList();
    }

    static <T> Read<List<T>> by(Comparator<? super T> order, Read<List<T>> read) {
        return read.map(list -> by(order, list));
    }

    /** Most lists are: networks are made of networks, with one thing changed. */
    private static <T> boolean isIn(Comparator<? super T> order, List<T> list) {
        for (int i = 1; i < list.size(); i++) {
            if (order.compare(list.get(i - 1), list.get(i)) > 0) {
                return false;
            }
        }
        return true;
    }
}
