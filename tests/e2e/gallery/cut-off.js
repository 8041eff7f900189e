// What of a page's text cannot be read whole, or lies where it should not. Runs inside the page.

/** @returns {string[]} one line a finding */
export function cutOff() {
  /** Rounding of the layout, in pixels. */
  const SLACK = 1.5;
  /** A space at the end of a line of written text hangs over the edge. */
  const SPACE = 6;
  /** @type {Set<string>} */
  const found = new Set();
  const name = (/** @type {Element} */ element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class')?.replaceAll(' ', '.') ?? ''}`;
  const style = (/** @type {Element} */ element) => getComputedStyle(element);
  const shown = (/** @type {Element} */ element) =>
    element.checkVisibility({ visibilityProperty: true }) && !element.closest('.hidden-text, iframe, .written, [aria-hidden="true"]');

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent?.trim();
    const parent = node.parentElement;
    if (!text || !parent || !shown(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      const why = fault(rect, parent);
      if (why) found.add(`“${text.slice(0, 60)}” ${why}`);
    }
  }
  for (const [one, other] of neighbours()) {
    const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (across > SLACK && down > SLACK) found.add(`“${one.textContent?.trim()}” lies over “${other.textContent?.trim()}”`);
  }
  return [...found];

  /** @param {DOMRect} rect of a line of text @param {Element} parent */
  function fault(rect, parent) {
    let box = parent;
    const slack = style(parent).whiteSpace === 'pre-wrap' ? SPACE : SLACK;
    while (box.parentElement && /^(inline|contents)$/.test(style(box).display)) box = box.parentElement;
    for (let at = box, first = true; at && at !== document.documentElement; at = /** @type {Element} */ (at.parentElement), first = false) {
      const { overflowX, overflowY, textOverflow, position } = style(at);
      const edge = at.getBoundingClientRect();
      const out = rect.left < edge.left - slack || rect.right > edge.right + slack;
      const below = rect.bottom > edge.bottom + rect.height / 3;
      if (/auto|scroll/.test(overflowX) || /auto|scroll/.test(overflowY)) return undefined;
      if (/hidden|clip/.test(overflowX) && out) {
        const whole = textOverflow === 'ellipsis' && at.closest('[title]');
        return whole ? undefined : `is cut off by ${name(at)}`;
      }
      if (/hidden|clip/.test(overflowY) && below) return `is cut off below by ${name(at)}`;
      if (first && out) return `is wider than its ${name(at)}`;
      if (at.matches('button, a.button, [role="menuitem"]') && (out || below)) return `is larger than its ${name(at)}`;
      // Nothing above clips what is fixed, or a popover or dialog that is open.
      if (position === 'fixed' || at.matches(':popover-open, :modal')) return undefined;
    }
    return undefined;
  }

  /** Controls of the same row, without what sticks to the window's edge: that lies over what scrolls below it.
   * @returns {[Element, Element][]} */
  function neighbours() {
    const sticks = (/** @type {Element} */ element) => element.parentElement && style(element.parentElement).position === 'sticky';
    const controls = [...document.querySelectorAll('button, a.button, input, select')].filter((control) => shown(control) && !sticks(control));
    return controls.flatMap((one, at) =>
      controls
        .slice(at + 1)
        .filter((other) => other.parentElement === one.parentElement || other.parentElement?.parentElement === one.parentElement?.parentElement)
        .map((other) => /** @type {[Element, Element]} */ ([one, other])),
    );
  }
}
