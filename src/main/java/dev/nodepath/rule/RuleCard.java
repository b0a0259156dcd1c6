package dev.nodepath.rule;

import java.util.List;

/**
 * What a rule is, for people: the source of its page, of the README's table and of Security Hub's texts.
 *
 * @param id never changes its meaning and is never reused
 * @param title the right state, as a sentence: "A zonal public NAT gateway stands in a public subnet"
 * @param severity the worst a violation can have
 * @param needs what has to be read to decide it
 * @param why why it matters, with what breaks
 * @param fix what to do, in general
 * @param sources where AWS says so
 */
public record RuleCard(
        String id, String title, Severity severity, List<Need> needs, String why, String fix, List<String> sources) {
    public RuleCard {
        needs = List.copyOf(needs);
        sources = List.copyOf(sources);
    }
}
