/**
 * Expressions: {@code ${{ ... }}}.
 *
 * <p>The grammar and the parser are those of CEL; the tree is evaluated here, by functions of plain
 * values only. There is nothing an expression could call but what {@link
 * xcflow.workflows.expression.Functions} lists: no clock, no random numbers, no files, no classes.
 */
package xcflow.workflows.expression;
