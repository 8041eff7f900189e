// Faults as the worker answers them.

/**
 * @param {string} code @param {object | string} move
 * @param {string} [detail]
 */
const fault = (code, move, detail) => ({ code, whose_move: move, ...(detail && { detail }) });

export const offline = fault('network.offline', { retry: {} });
export const busy = fault('salesforce.busy', { retry: { after: 30 } }, 'REQUEST_LIMIT_EXCEEDED');
export const noAnswer = fault('worker.no_answer', { retry: {} });
export const signInOver = fault('salesforce.session_over', { sign_in: { provider: 'salesforce' } }, 'INVALID_SESSION_ID: Session expired or invalid');
export const mailOver = fault('mailbox.session_expired', { sign_in: { provider: 'google' } });
export const apiDisabled = fault('salesforce.api_disabled', 'ask_admin', 'API_DISABLED_FOR_ORG: API is not enabled for this Organization or Partner');
export const blocked = fault('salesforce.app_blocked', 'ask_admin', 'OAUTH_APP_BLOCKED: this app is blocked by admin');
export const bug = fault('bug.updated', 'bug');
export const unknown = fault('elsewhere.never_heard_of', 'fix_input', 'a code without words of its own');
