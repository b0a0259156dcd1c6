package dev.nodepath.sweep;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of an account from one sweep to the next, and whether people know that it cannot be read (SW-001).
 *
 * @param lastSweep the last one that found it in the organization
 * @param unreadSince since when a part of it cannot be read; empty where all of it can
 * @param pending what is to be told; stored before it is told and taken away after
 */
public record Member(Account account, String lastSweep, Optional<Instant> unreadSince, Optional<Notice> pending) {

    /**
     * That an account cannot be read, or can be read again.
     *
     * @param at when that was found out
     * @param unread what cannot be read; nothing where all of it can
     */
    public record Notice(Instant at, List<Unread> unread) {
        public Notice {
            unread = List.copyOf(unread);
        }

        public boolean opens() {
            return !unread.isEmpty();
        }
    }

    public static Member joined(Account account, String sweepId) {
        return new Member(account, sweepId, Optional.empty(), Optional.empty());
    }

    /** After a sweep could not read so much of it. */
    public Member after(List<Unread> unread, Instant now) {
        if (unread.isEmpty() == unreadSince.isEmpty()) {
            return this;
        }
        // What was never told need not be taken back.
        Optional<Notice> notice = pending.isPresent() ? Optional.empty() : Optional.of(new Notice(now, unread));
        return new Member(account, lastSweep, unread.isEmpty() ? Optional.empty() : Optional.of(now), notice);
    }

    public Member told() {
        return new Member(account, lastSweep, unreadSince, Optional.empty());
    }

    public Member in(Account now, String sweepId) {
        return new Member(now, sweepId, unreadSince, pending);
    }
}
