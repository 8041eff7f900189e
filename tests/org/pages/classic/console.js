/** The Classic console: one document with a frame for each tab; static/console.js opens and closes them. */
import { html, scriptValue } from '../html.js';
import { userContext } from './frame.js';

/**
 * @param {import('./frame.js').Surroundings} surroundings
 * @param {(import('../layouts.js').Layout & { view: string })[]} lists each with the list view that it opens with
 * @returns {import('../html.js').Html}
 */
export function consolePage(surroundings, lists) {
  const { user, impersonator } = surroundings;
  return html`<!DOCTYPE html>
<html lang="en-US" class="ext-strict">
<head>
<meta charset="utf-8">
<title>Salesforce - Unlimited Edition</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/classic-app/classic.css">
<link rel="stylesheet" href="/classic-app/console.css">
<script src="/classic-app/sfdc.js"></script>
<script>UserContext.initialize(${scriptValue(userContext(surroundings))});</script>
<script type="module" src="/classic-app/console.js"></script>
</head>
<body class="sfdcBody serviceDesk">
<div id="servicedesk" class="sd_nav_and_tabs">
<header id="presence_widget">
<span class="org-mark">Acme</span>
<nav id="navigator" aria-label="Lists">${lists.map(({ plural, prefix, view }) => html`<a href="/${prefix}?isdtp=nv" data-list="${prefix}" data-view="${view}">${plural}</a>`)}</nav>
<span class="who">${impersonator && html`Logged in as `}${user.name}</span> <a href="/home/home.jsp">Back to Salesforce</a> <a href="/secur/logout.jsp">${impersonator ? html`Log out as ${user.name}` : 'Logout'}</a>
</header>
<div id="navigatortab" class="x-tab-panel"></div>
</div>
<script>window.sfdcPage = new GenericSfdcPage();</script>
</body>
</html>`;
}
