// Runs in the page's own world and says which Salesforce user the page claims to be for, as far as
// it does: Lightning by its framework's global value, Classic by UserContext. It sends nothing,
// changes nothing and never throws. The page could forge every word of it, so the worker only
// refuses or warns because of it, and never allows.
(() => {
  /** @template T @param {() => T} read @returns {T | undefined} */
  const tried = (read) => {
    try {
      return read();
    } catch {
      return undefined;
    }
  };
  const page = /** @type {any} */ (globalThis);
  const users = [
    tried(() => page.$A.get('$SObjectType.CurrentUser.Id')),
    tried(() => page.UserContext.userId),
  ];
  const user = users.find((id) => typeof id === 'string' && id !== '');
  // While an administrator is logged in as somebody: the way out in Lightning's bar (a sandbox has the
  // bar, too, to say its name), Classic's flag, and the cookie of their own session, where scripts may
  // read it.
  const loggedInAs =
    tried(() => document.querySelector('[data-message-id="loginAsSystemMessage"] a') !== null) === true ||
    tried(() => page.UserContext.isCurrentlySysAdminSU) === true ||
    tried(() => /(?:^|;\s*)RSID=/.test(document.cookie)) === true;
  return { user: user?.slice(0, 40) ?? null, loggedInAs };
})();
