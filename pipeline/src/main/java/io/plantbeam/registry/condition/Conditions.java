package io.plantbeam.registry.condition;

import io.plantbeam.condition.Condition;
import io.plantbeam.condition.Operand;
import io.plantbeam.condition.Operator;
import io.plantbeam.config.Suggestions;
import io.plantbeam.config.Words;
import io.plantbeam.model.Figures;
import io.plantbeam.registry.condition.StateConditionParser.AllContext;
import io.plantbeam.registry.condition.StateConditionParser.AnyContext;
import io.plantbeam.registry.condition.StateConditionParser.NumberContext;
import io.plantbeam.registry.condition.StateConditionParser.OperandContext;
import io.plantbeam.registry.condition.StateConditionParser.OperatorContext;
import io.plantbeam.registry.condition.StateConditionParser.PartContext;
import io.plantbeam.registry.condition.StateConditionParser.TestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.antlr.v4.runtime.tree.ParseTree;

/**
 * Texts of conditions in, conditions out. The grammar is {@code StateCondition.g4}. Nothing of a
 * text is ever run.
 */
public final class Conditions {
  /** The longest text, in characters. */
  public static final int MOST_CHARACTERS = 1_000;

  /** So many parentheses and nots may stand in a text: each of them may be a level of the tree. */
  public static final int MOST_LEVELS = 50;

  private static final Map<Integer, String> WORDS =
      Map.ofEntries(
          Map.entry(Token.EOF, "the end"),
          Map.entry(StateConditionParser.NAME, "a metric"),
          Map.entry(StateConditionParser.QUOTED, "a name in quotes"),
          Map.entry(StateConditionParser.NUMBER, "a number"),
          Map.entry(StateConditionParser.AND, "and"),
          Map.entry(StateConditionParser.OR, "or"),
          Map.entry(StateConditionParser.NOT, "not"),
          Map.entry(StateConditionParser.BETWEEN, "between"),
          Map.entry(StateConditionParser.UNTIL, "until"),
          Map.entry(StateConditionParser.OF, "of"),
          Map.entry(StateConditionParser.LESS, "<"),
          Map.entry(StateConditionParser.AT_MOST, "<="),
          Map.entry(StateConditionParser.GREATER, ">"),
          Map.entry(StateConditionParser.AT_LEAST, ">="),
          Map.entry(StateConditionParser.EQUAL, "="),
          Map.entry(StateConditionParser.UNEQUAL, "!="),
          Map.entry(StateConditionParser.OPEN, "("),
          Map.entry(StateConditionParser.CLOSE, ")"));

  private static final Map<Integer, Operator> OPERATORS =
      Map.of(
          StateConditionParser.LESS, Operator.LESS,
          StateConditionParser.AT_MOST, Operator.AT_MOST,
          StateConditionParser.GREATER, Operator.GREATER,
          StateConditionParser.AT_LEAST, Operator.AT_LEAST,
          StateConditionParser.EQUAL, Operator.EQUAL,
          StateConditionParser.UNEQUAL, Operator.UNEQUAL);

  private final Set<String> metrics;

  /**
   * Conditions over some metrics.
   *
   * @param metrics that there are; null where that is not known, so that every name may be one
   */
  public Conditions(Set<String> metrics) {
    this.metrics = metrics == null ? null : new TreeSet<>(metrics);
  }

  /**
   * Reads a condition.
   *
   * @throws ConditionException if the text is none
   */
  public Condition parse(String text) throws ConditionException {
    if (text.length() > MOST_CHARACTERS) {
      throw new ConditionException(
          "it has %,d characters; allowed are %,d".formatted(text.length(), MOST_CHARACTERS));
    }
    StateConditionLexer lexer = new StateConditionLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    CommonTokenStream tokens = new CommonTokenStream(lexer);
    tokens.fill();
    checkLevels(tokens);
    StateConditionParser parser = new StateConditionParser(tokens);
    parser.removeErrorListeners();
    parser.setErrorHandler(new NoRepair());
    parser.addErrorListener(new FirstError());
    try {
      return any(parser.condition().any());
    } catch (ParseCancellationException e) {
      throw new ConditionException(e.getMessage());
    }
  }

  /** What is wrong with the name of a metric, as the end of a sentence; null where nothing is. */
  public String problemOf(String metric) {
    if (metrics == null || metrics.contains(metric)) {
      return null;
    }
    List<String> closest = Suggestions.closest(metric, metrics);
    return "which no sensor type measures"
        + (closest.isEmpty() ? "" : Suggestions.question("", closest));
  }

  /** Before anything descends into the text. */
  private static void checkLevels(CommonTokenStream tokens) throws ConditionException {
    int levels = 0;
    for (Token token : tokens.getTokens()) {
      if (token.getType() == StateConditionParser.OPEN
          || token.getType() == StateConditionParser.NOT) {
        levels++;
      }
    }
    if (levels > MOST_LEVELS) {
      throw new ConditionException(
          "it has %d parentheses and nots; allowed are %d".formatted(levels, MOST_LEVELS));
    }
  }

  /** Reports a token that is wrong as what it is, and not as one too many or too few. */
  private static final class NoRepair extends DefaultErrorStrategy {
    @Override
    protected Token singleTokenDeletion(Parser recognizer) {
      return null;
    }

    @Override
    protected boolean singleTokenInsertion(Parser recognizer) {
      return false;
    }
  }

  private static final class FirstError extends BaseErrorListener {
    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        Object offending,
        int line,
        int column,
        String message,
        RecognitionException e) {
      List<String> allowed = new ArrayList<>();
      for (int type : e.getExpectedTokens().toList()) {
        allowed.add(WORDS.get(type));
      }
      throw new ParseCancellationException(
          problem((Token) offending, "allowed is " + Words.either(allowed)));
    }
  }

  private static String problem(Token token, String allowed) {
    return token.getType() == Token.EOF
        ? "it ends too early; " + allowed
        : "at character %d is %s; %s".formatted(token.getStartIndex() + 1, shown(token), allowed);
  }

  private static String shown(Token token) {
    return token.getType() == StateConditionParser.QUOTED
        ? token.getText()
        : '"' + token.getText() + '"';
  }

  private Condition any(AnyContext context) throws ConditionException {
    List<Condition> parts = new ArrayList<>();
    for (AllContext part : context.all()) {
      parts.add(all(part));
    }
    return parts.size() == 1 ? parts.get(0) : new Condition.Any(parts);
  }

  private Condition all(AllContext context) throws ConditionException {
    List<Condition> parts = new ArrayList<>();
    for (PartContext part : context.part()) {
      parts.add(part(part));
    }
    return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
  }

  private Condition part(PartContext context) throws ConditionException {
    if (context.NOT() != null) {
      return new Condition.Not(part(context.part()));
    }
    return context.any() == null ? test(context.test()) : any(context.any());
  }

  private Condition test(TestContext context) throws ConditionException {
    Operand operand = operand(context.operand());
    double bound = number(context.number(0));
    if (context.BETWEEN() != null) {
      double high = number(context.number(1));
      if (bound > high) {
        throw at(
            context.number(1),
            "allowed is a number from %s upward".formatted(Figures.format(bound)));
      }
      return new Condition.Between(operand, bound, high);
    }
    Operator operator = operator(context.operator(0));
    if (context.UNTIL() == null) {
      return new Condition.Comparison(operand, operator, bound);
    }
    return latch(context, operand, operator, bound);
  }

  /** It is left on the other side of the bound, or there would be no time in it. */
  private Condition latch(TestContext context, Operand operand, Operator operator, double bound)
      throws ConditionException {
    Operator until = operator(context.operator(1));
    double release = number(context.number(1));
    if (!operator.isUpward() && !operator.isDownward()) {
      throw at(context.operator(0), "allowed before until is <, <=, > or >=");
    }
    boolean isOpposite = operator.isUpward() ? until.isDownward() : until.isUpward();
    if (!isOpposite) {
      throw at(
          context.operator(1),
          "allowed after until is %s, because before it is %s"
              .formatted(operator.isUpward() ? "< or <=" : "> or >=", operator.sign()));
    }
    if (operator.isUpward() ? release > bound : release < bound) {
      throw at(
          context.number(1),
          "allowed is a number that is not %s %s, the bound before until"
              .formatted(operator.isUpward() ? "above" : "below", Figures.format(bound)));
    }
    return new Condition.Latch(operand, operator, bound, until, release);
  }

  private Operand operand(OperandContext context) throws ConditionException {
    String name = unquoted(context.getChild(0));
    String problem = problemOf(name);
    if (problem != null) {
      throw new ConditionException(
          "at character %d is %s, %s"
              .formatted(
                  context.getStart().getStartIndex() + 1, shown(context.getStart()), problem));
    }
    return new Operand(name, context.OF() == null ? null : unquoted(context.getChild(2)));
  }

  private static String unquoted(ParseTree name) {
    String text = name.getText();
    return text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
  }

  private static double number(NumberContext context) throws ConditionException {
    double value = Double.parseDouble(context.getText());
    if (Double.isInfinite(value)) {
      throw at(context, "allowed is a number within those of 64 bits");
    }
    return value;
  }

  private static Operator operator(OperatorContext context) {
    return OPERATORS.get(context.getStart().getType());
  }

  private static ConditionException at(ParserRuleContext context, String allowed) {
    return at(context.getStart(), allowed);
  }

  private static ConditionException at(Token token, String allowed) {
    return new ConditionException(problem(token, allowed));
  }
}
