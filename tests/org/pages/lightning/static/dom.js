/**
 * Elements and components. A component has a shadow root: LWC's synthetic one, whose content lies in the
 * document as one flat tree with literal `<slot>` elements, or a native one.
 *
 * @typedef {string | Node | null | undefined | false} Child
 * @typedef {Record<string, string | boolean | null | undefined | ((event: any) => void)>} Attributes
 * @typedef {(tag: string, attributes?: Attributes | null, ...children: (Child | Child[])[]) => HTMLElement} Elements
 * @typedef {(name?: string) => HTMLElement} Slot
 */

const mode = { native: false, sheet: /** @type {CSSStyleSheet | null} */ (null) };

/**
 * Chooses native shadow roots for all components made from now on. They see no style of the document,
 * so each adopts the sheet.
 * @param {string} css
 */
export function useNativeShadow(css) {
  mode.native = true;
  mode.sheet = new CSSStyleSheet();
  mode.sheet.replaceSync(css);
}

/**
 * Elements of the document itself. Attributes named `on<event>` are listeners; true is an empty attribute.
 * @type {Elements}
 */
export const h = elementsOf(undefined);

/**
 * A component with its template.
 * @param {Elements} outer makes elements of the tree that the component stands in
 * @param {string} tag
 * @param {Attributes | null} attributes
 * @param {(h: Elements, slot: Slot) => Child | Child[]} template what its shadow root holds
 * @param {Record<string, Node[]>} [slots] content from the outer tree; the default slot is named ''
 * @returns {HTMLElement}
 */
export function component(outer, tag, attributes, template, slots = {}) {
  const host = outer(tag, attributes);
  const root = /** @type {any} */ (host.attachShadow(/** @type {any} */ ({ mode: 'open', '$$lwc-synthetic-mode': !mode.native })));
  if (mode.native) root.adoptedStyleSheets = [mode.sheet];
  const inner = elementsOf(root.$shadowResolver$);
  /** @type {Slot} */
  const slot = (name = '') => {
    const element = inner('slot', name ? { name } : null);
    const content = slots[name] ?? [];
    for (const node of content) if (name && node instanceof Element) node.setAttribute('slot', name);
    // In a native tree the browser distributes the content; in a synthetic one it lies in the slot.
    if (mode.native) host.append(...content);
    else element.append(...content);
    return element;
  };
  for (const node of nodesOf([template(inner, slot)].flat(), root.$shadowResolver$)) root.appendChild(node);
  return host;
}

/**
 * Puts other children in place of an element's own.
 * @param {Element} element
 * @param {...Child} children
 */
export function fill(element, ...children) {
  element.replaceChildren(...nodesOf(children, /** @type {any} */ (element).$shadowResolver$));
}

/**
 * @param {unknown} resolver what ties nodes to a synthetic shadow root; undefined outside of one
 * @returns {Elements}
 */
function elementsOf(resolver) {
  return (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    own(element, resolver);
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (typeof value === 'function') element.addEventListener(name.slice(2), value);
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
    }
    for (const node of nodesOf(children.flat(), resolver)) element.appendChild(node);
    return element;
  };
}

/**
 * @param {Child[]} children
 * @param {unknown} resolver
 * @returns {Node[]}
 */
function nodesOf(children, resolver) {
  return children.flatMap((child) => {
    if (child === null || child === undefined || child === false) return [];
    return [typeof child === 'string' ? own(document.createTextNode(child), resolver) : child];
  });
}

/**
 * LWC's engine marks each node of a template with its root's resolver; the polyfill scopes queries by it.
 * @template {Node} T
 * @param {T} node
 * @param {unknown} resolver
 * @returns {T}
 */
function own(node, resolver) {
  if (resolver) /** @type {any} */ (node).$shadowResolver$ = resolver;
  return node;
}
