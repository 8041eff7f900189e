// How deep foreign HTML is nested: the browser's parser takes seconds for what is nested ten thousand
// times, and no mail needs it.

const DEEPEST = 256;
/** Of elements that the parser opens again in every block after them. */
const DEEPEST_FORMATTING = 32;

const FORMATTING = new Set(['a', 'b', 'big', 'code', 'em', 'font', 'i', 'nobr', 's', 'small', 'strike', 'strong', 'tt', 'u']);

/** Elements that hold nothing, and those that the next of their kind ends: they do not nest by themselves. */
const FLAT = new Set([
  'area', 'base', 'body', 'br', 'caption', 'col', 'colgroup', 'dd', 'dt', 'embed', 'head', 'hr', 'html', 'img', 'input', 'li', 'link',
  'meta', 'optgroup', 'option', 'p', 'param', 'rb', 'rp', 'rt', 'rtc', 'source', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'track',
  'wbr',
]); // prettier-ignore

export class Depth {
  /** @type {string[]} the elements that are open */
  #open = [];
  #formatting = 0;
  /** How many of each name were left out and not ended yet. @type {Map<string, number>} */
  #left = new Map();

  /** Whether the element may be opened. @param {string} name */
  opens(name) {
    if (FLAT.has(name)) return true;
    const formatting = FORMATTING.has(name);
    if (this.#open.length >= DEEPEST || (formatting && this.#formatting >= DEEPEST_FORMATTING)) {
      this.#left.set(name, (this.#left.get(name) ?? 0) + 1);
      return false;
    }
    this.#open.push(name);
    if (formatting) this.#formatting += 1;
    return true;
  }

  /** Whether the end of an element ends one that was opened. @param {string} name */
  closes(name) {
    if (FLAT.has(name)) return true;
    const left = this.#left.get(name) ?? 0;
    if (left > 0) {
      this.#left.set(name, left - 1);
      return false;
    }
    const at = this.#open.lastIndexOf(name);
    if (at < 0) return true;
    for (const closed of this.#open.splice(at)) if (FORMATTING.has(closed)) this.#formatting -= 1;
    return true;
  }
}

/** What stands in place of an element that is left out. @param {string} name */
export const inPlaceOf = (name) => (FORMATTING.has(name) || name === 'span' ? '' : '<hr hidden>');
