package io.plantbeam.launch;

import io.plantbeam.job.Accounting;
import io.plantbeam.model.Contribution;
import io.plantbeam.model.Contribution.Role;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The accounting as people read it. */
public final class AccountingReport {
  private final Accounting accounting;
  private final StringBuilder out = new StringBuilder();

  private AccountingReport(Accounting accounting) {
    this.accounting = accounting;
  }

  /** Some lines: what came in, where it went, what was made of it, and what was refused. */
  public static String text(Accounting accounting) {
    AccountingReport report = new AccountingReport(accounting);
    report.append();
    return report.out.toString();
  }

  private void append() {
    accounting.of(Role.RECEIVED).forEach(this::line);
    line(accounting.measures(), "measures in = " + out() + aside() + underWay());
    if (accounting.firstEventTime() != null) {
      out.append(
          "%13s event times from %s to %s%n"
              .formatted("", accounting.firstEventTime(), accounting.lastEventTime()));
    }
    accounting
        .of(Role.MISSED)
        .forEach(missed -> line(accounting.value(missed), outWords() + " " + missed.words()));
    accounting.of(Role.PASSED, Role.LEFT, Role.DOUBTED).stream()
        .filter(told -> accounting.value(told) > 0)
        .forEach(this::line);
    List<Contribution> made = accounting.of(Role.MADE);
    if (!made.isEmpty()) {
      line(
          accounting.value(made.get(0)),
          made.get(0).words()
              + made.stream().skip(1).map(more -> ", " + told(more)).collect(Collectors.joining()));
    }
    for (Accounting.Refused refused : accounting.refused()) {
      line(
          refused.records(),
          "of %s documents were refused by %s%s"
              .formatted(
                  number(refused.sent()),
                  refused.place(),
                  refused.reason().isEmpty()
                      ? "; the dead letters say why"
                      : ": " + refused.reason()));
    }
  }

  /** Where measures are at the end: one place, unless sinks share them. */
  private List<Contribution> outs() {
    List<Contribution> all = accounting.of(Role.OUT);
    List<Contribution> used = all.stream().filter(place -> accounting.value(place) > 0).toList();
    return used.isEmpty() ? all.subList(0, 1) : used;
  }

  private String out() {
    return outs().stream().map(this::told).collect(Collectors.joining(" + "));
  }

  private String outWords() {
    return outs().stream().map(Contribution::words).collect(Collectors.joining(" and "));
  }

  private String aside() {
    StringBuilder text = new StringBuilder();
    for (Contribution aside : accounting.of(Role.IN_AND_ASIDE, Role.PART, Role.ASIDE)) {
      if (aside.role() != Role.PART) {
        text.append(" + ").append(told(aside));
      } else if (accounting.value(aside) > 0) {
        text.append(" (%s of them %s)".formatted(number(accounting.value(aside)), aside.words()));
      }
    }
    return text.toString();
  }

  private String underWay() {
    return accounting.balances()
        ? ""
        : " + %s under way at the end".formatted(number(accounting.underWay()));
  }

  private String told(Contribution contribution) {
    return number(accounting.value(contribution)) + " " + contribution.words();
  }

  private void line(Contribution contribution) {
    line(accounting.value(contribution), contribution.words());
  }

  private void line(long number, String words) {
    out.append(String.format(Locale.ROOT, "%,13d %s%n", number, words));
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
