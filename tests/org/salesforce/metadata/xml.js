import sax from 'sax';

/** XML Schema's attributes of instances. */
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** The namespace of all metadata. */
export const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

/**
 * An element with its place in the file, and what it says of its type (XML Schema's `type` and `nil`).
 * @typedef {{ name: string, uri: string, text: string, children: Element[], type?: string, nil: boolean, line: number, column: number }} Element
 */

/** What is wrong with a file, where. */
export class XmlError extends Error {
  /** @param {string} message @param {{ line: number, column: number }} place */
  constructor(message, { line, column }) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

/**
 * @param {string} text
 * @returns {Element}
 * @throws {XmlError}
 */
export function parseXml(text) {
  const parser = sax.parser(true, { xmlns: true, trim: false });
  const place = () => ({ line: parser.line + 1, column: parser.column + 1 });
  /** @type {Element[]} */
  const open = [];
  /** @type {Element | undefined} */
  let root;
  parser.onerror = (error) => { throw new XmlError(`Error parsing file: ${error.message.split('\n')[0]}`, place()); };
  parser.onopentag = (tag) => {
    const { local, uri, attributes } = /** @type {import('sax').QualifiedTag} */ (tag);
    const said = (/** @type {string} */ name) => Object.values(attributes).find((each) => each.uri === XSI && each.local === name)?.value;
    const element = { name: local, uri, text: '', children: [], type: said('type'), nil: said('nil') === 'true', ...place() };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  };
  const add = (/** @type {string} */ more) => {
    const element = open.at(-1);
    if (element) element.text += more;
  };
  parser.ontext = add;
  parser.oncdata = add;
  parser.onclosetag = () => { open.pop(); };
  parser.write(text).close();
  if (!root) throw new XmlError('Error parsing file: Premature end of file.', place());
  return root;
}
