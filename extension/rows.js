// The worker puts this beside the content script in pages that show a list of leads or contacts, while the panel is open
// there: it says which rows are checked.
(() => {
  const world = /** @type {{ msiActions?: { alive(): boolean, ask(name: string, body: object): Promise<any> }, msiActionsRows?: () => void }} */ (globalThis);
  const { msiActions } = world;
  if (!msiActions) return;
  if (world.msiActionsRows) return world.msiActionsRows();
  let address = '';
  let reported = '';
  /** Whose clicks are heard. @type {WeakSet<Document>} */
  const heard = new WeakSet();

  /** Of the page that is shown now. */
  world.msiActionsRows = () => {
    address = shown();
    lists().forEach(hear);
    report();
  };

  /** The page; in the Classic console the frames of its own origin that can be seen. */
  function lists() {
    if (location.pathname !== '/console') return [document];
    return [...document.querySelectorAll('iframe')].flatMap((frame) => (frame.checkVisibility() && frame.contentDocument) || []);
  }

  const shown = () => [document, ...lists()].map(({ URL }) => URL).join(' ');

  function report() {
    // Another page, and perhaps no list: the worker says so.
    if (address !== shown() || !msiActions?.alive()) return;
    const ids = [...new Set(lists().flatMap(checked))].slice(0, 2000);
    const now = ids.length ? JSON.stringify([address, ids]) : '';
    if (now === reported) return;
    reported = now;
    msiActions.ask('rows_checked', { ids }).catch(() => { reported = '?'; });
  }

  /** The ids of the checked rows; those of Lightning may lie in shadow roots. @param {Document | ShadowRoot} root @returns {string[]} */
  function checked(root) {
    /** @type {NodeListOf<HTMLInputElement>} */
    const boxes = root.querySelectorAll('input[type=checkbox]:checked');
    const inside = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? checked(shadowRoot) : []));
    return [...boxes].flatMap((box) => idOf(box) ?? []).concat(inside);
  }

  /** Classic's box has its record's id; Lightning's row has it, or its link. @param {HTMLInputElement} box */
  function idOf(box) {
    /** @type {HTMLElement | null | undefined} */
    let row;
    for (let at = /** @type {any} */ (box); at && !row; at = at.getRootNode().host) row = at.closest('tr, [role=row]');
    // A page that was left stays in Lightning's document.
    if (!row?.checkVisibility()) return undefined;
    if (box.name === 'ids') return box.value;
    /** @type {HTMLAnchorElement | null} */
    const link = row.querySelector('a[data-recordid], a[href*="/lightning/r/"]');
    return row.dataset.rowKeyValue ?? link?.dataset.recordid ?? /\/r\/(?:\w+\/)?(\w{15,18})\/view/.exec(link?.href ?? '')?.[1];
  }

  // A click shows soon, or a moment later where it is for all rows.
  const soon = () => [100, 1000].forEach((wait) => setTimeout(report, wait));
  /** @param {Document} list */
  function hear(list) {
    if (heard.has(list)) return;
    heard.add(list);
    list.addEventListener('click', ({ isTrusted }) => isTrusted && soon(), true);
    // The rep goes from the list to the panel.
    list.defaultView?.addEventListener('blur', soon);
  }
  world.msiActionsRows();
})();
