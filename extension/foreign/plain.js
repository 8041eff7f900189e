// Rich text as plain text, for the mail's text part.

/**
 * The text below `root`: one line a block, list items with a dash or their number, links with their
 * address where it says more than the words.
 * @param {Node} root
 */
export function plain(root) {
  const text = new Text();
  text.children(root, '');
  return text.written();
}

class Text {
  /** @type {string[]} */
  #lines = [];
  #line = '';
  /** Whether anything but an item's marker stands in the line. */
  #filled = false;
  /** @type {Map<Element, number>} how many items of a list were written */
  #numbers = new Map();

  written() {
    const lines = [...this.#lines, this.#line].map((line) => line.replaceAll('\u00a0', ' ').trimEnd());
    return lines.join('\n').replace(/^\n+|\n+$/g, '');
  }

  /** @param {Node} parent @param {string} indent of the items of a list below it */
  children(parent, indent) {
    for (const node of parent.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) this.#words(node.nodeValue ?? '');
      else if (node.nodeType === Node.ELEMENT_NODE) this.#element(/** @type {Element} */ (node), indent);
    }
  }

  /** @param {Element} element @param {string} indent */
  #element(element, indent) {
    switch (element.localName) {
      case 'br':
        // A line break that ends its block only keeps the block open: it is no line of its own.
        this.#break();
        break;
      case 'li':
        this.#start();
        this.#line = `${indent}${this.#marker(element)} `;
        this.children(element, `${indent}  `);
        if (!this.#filled && this.#line !== '') this.#break();
        this.#start();
        break;
      case 'p':
      case 'blockquote':
        this.#start();
        this.children(element, indent);
        this.#start();
        this.#break();
        break;
      case 'div':
      case 'ul':
      case 'ol':
        this.#start();
        this.children(element, indent);
        this.#start();
        break;
      case 'a':
        this.children(element, indent);
        this.#words(addressBeside(element));
        break;
      default:
        this.children(element, indent);
    }
  }

  /** White space as HTML has it: runs are one space, none at the start of a line. @param {string} words */
  #words(words) {
    for (const part of words.match(/[ \t\n\r]+|[^ \t\n\r]+/g) ?? []) {
      if (!/^[ \t\n\r]/.test(part)) {
        this.#line += part;
        this.#filled = true;
      } else if (this.#filled && !this.#line.endsWith(' ')) {
        this.#line += ' ';
      }
    }
  }

  /** @param {Element} item */
  #marker(item) {
    const list = item.parentElement;
    if (list?.localName !== 'ol') return '-';
    const number = (this.#numbers.get(list) ?? 0) + 1;
    this.#numbers.set(list, number);
    return `${number}.`;
  }

  #break() {
    this.#lines.push(this.#line);
    this.#line = '';
    this.#filled = false;
  }

  /** What follows begins a line. */
  #start() {
    if (this.#filled) this.#break();
  }
}

/** A link's address with brackets, unless its words already are the address. @param {Element} link */
function addressBeside(link) {
  const address = link.getAttribute('href') ?? '';
  const shown = (link.textContent ?? '').replace(/\s+/g, ' ').trim();
  const bare = address.replace(/^(?:mailto:|https?:\/\/)/i, '').replace(/\/+$/, '');
  const number = (/** @type {string} */ text) => text.replace(/^tel:|[^\d+]/gi, '');
  const phone = /^tel:/i.test(address) && number(shown) === number(address);
  const same = phone || shown === address || shown.replace(/\/+$/, '') === bare;
  return address === '' || same || shown === '' ? '' : ` (${address})`;
}
