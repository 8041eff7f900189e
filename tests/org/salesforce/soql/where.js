import { malformed } from './errors.js';

/**
 * The parser gives a WHERE or HAVING clause as a chain with counts of parentheses; this makes a tree of it.
 * @typedef {{ and: Tree[] } | { or: Tree[] } | { not: Tree } | { condition: any }} Tree
 */

/**
 * @param {any} clause
 * @returns {Tree | undefined}
 */
export function conditionTree(clause) {
  if (!clause) return undefined;
  const tokens = flatten(clause);
  const tree = readExpression(tokens);
  if (tokens.length > 0) throw malformed(`unexpected token: '${typeof tokens[0] === 'string' ? tokens[0] : tokens[0].field}'`);
  return tree;
}

/**
 * @param {any} clause
 * @returns {(string | any)[]} parentheses and operators as strings, conditions as they are
 */
function flatten(clause) {
  const tokens = [];
  for (let at = clause; at; at = at.right) {
    const { left } = at;
    if (left) {
      tokens.push(...Array(left.openParen ?? 0).fill('('));
      if (left.operator || left.field || left.fn) tokens.push(left);
      tokens.push(...Array(left.closeParen ?? 0).fill(')'));
    }
    if (at.operator) tokens.push(at.operator);
  }
  return tokens;
}

/**
 * Salesforce refuses AND beside OR without parentheses instead of ranking them.
 * @param {any[]} tokens
 * @returns {Tree}
 */
function readExpression(tokens) {
  const first = readTerm(tokens);
  const operator = tokens[0];
  if (operator !== 'AND' && operator !== 'OR') return first;
  const terms = [first];
  while (tokens[0] === operator) {
    tokens.shift();
    terms.push(readTerm(tokens));
  }
  if (tokens[0] === 'AND' || tokens[0] === 'OR') throw malformed(`unexpected token: '${tokens[0]}'`);
  return operator === 'AND' ? { and: terms } : { or: terms };
}

/**
 * @param {any[]} tokens
 * @returns {Tree}
 */
function readTerm(tokens) {
  const token = tokens.shift();
  if (token === 'NOT') return { not: readTerm(tokens) };
  if (token === '(') {
    const inside = readExpression(tokens);
    if (tokens.shift() !== ')') throw malformed("expecting a right parentheses, found 'EOF'");
    return inside;
  }
  if (typeof token !== 'object') throw malformed(`unexpected token: '${token ?? 'EOF'}'`);
  return { condition: token };
}
