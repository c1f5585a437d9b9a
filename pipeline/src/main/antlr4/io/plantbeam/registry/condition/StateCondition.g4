/** When equipment is in a state: power_watts > 200 until < 180 and not (rpm between 0 and 5). */
grammar StateCondition;

condition: any EOF;

any: all (OR all)*;

all: part (AND part)*;

part: NOT part | OPEN any CLOSE | test;

test: operand (BETWEEN number AND number | operator number (UNTIL operator number)?);

operand: (NAME | QUOTED) (OF (NAME | QUOTED))?;

operator: LESS | AT_MOST | GREATER | AT_LEAST | EQUAL | UNEQUAL;

number: NUMBER;

AND: [aA][nN][dD];
OR: [oO][rR];
NOT: [nN][oO][tT];
BETWEEN: [bB][eE][tT][wW][eE][eE][nN];
UNTIL: [uU][nN][tT][iI][lL];
OF: [oO][fF];

LESS: '<';
AT_MOST: '<=';
GREATER: '>';
AT_LEAST: '>=';
EQUAL: '=';
UNEQUAL: '!=';
OPEN: '(';
CLOSE: ')';

NUMBER: '-'? DIGIT+ ('.' DIGIT+)? ([eE] [+-]? DIGIT+)?;
NAME: [\p{L}_] [\p{L}\p{N}_.-]*;
QUOTED: '"' ~["]+ '"';

BLANK: [ \t\r\n]+ -> skip;

/** Else the lexer would pass over it. */
OTHER: .;

fragment DIGIT: [0-9];
