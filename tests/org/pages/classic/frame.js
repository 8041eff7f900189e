/**
 * What stands around every Classic page: header with tabs, sidebar, body cell; and the globals that
 * Classic's own scripts set up. Ids and classes are those of the real pages.
 *
 * @typedef {import('../html.js').Html} Html
 * @typedef {object} Content
 * @property {string | null} tab object whose tab is current; null for Home and for pages without
 * @property {string} kind class of the body: detailPage, editPage, overviewPage, homepage, errorPage
 * @property {string} title of the document, before "~ Salesforce"
 * @property {'DetailPage' | 'ApexDetailPage' | 'EditPage' | 'OverviewPage' | 'GenericSfdcPage'} script what `sfdcPage` is
 * @property {string | null} id of the record in view
 * @property {Html} body
 *
 * @typedef {object} Surroundings
 * @property {import('../../data/users.js').User} user
 * @property {import('../../data/users.js').User | null} impersonator the administrator who is logged in as the user
 * @property {string} host
 * @property {{id: string, name: string, object: string}[]} recent
 * @property {Frame} frame
 * @property {{addresses: string, files: string}} [elsewhere] for a page of another host: what its addresses are relative to, and
 *   where its own scripts and styles come from
 *
 * Where a page is shown, by its parameter `isdtp`: by itself, as a tab of the console (`vw`), as the console's
 * list (`nv`), or inside Lightning (`p1`). Within a frame there is neither header nor sidebar.
 * @typedef {'' | 'vw' | 'nv' | 'p1'} Frame
 */
import { html, scriptValue } from '../html.js';
import { layoutOf, layouts } from '../layouts.js';

const ORGANIZATION = 'Acme';

/**
 * @param {Content} content
 * @param {Surroundings} surroundings
 * @returns {Html}
 */
export function framePage(content, surroundings) {
  const { frame, elsewhere } = surroundings;
  const motif = content.tab ? `${content.tab.toLowerCase()}Tab` : 'homeTab';
  const pageId = content.id ? scriptValue(content.id.slice(0, 15)) : '';
  return html`<!DOCTYPE html>
<html lang="en-US" class="ext-strict">
<head>
<meta charset="utf-8">
${elsewhere && html`<base href="${elsewhere.addresses}">`}
<title>${content.title} ~ Salesforce - Unlimited Edition</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${elsewhere?.files}/classic-app/classic.css">
<script src="${elsewhere?.files}/classic-app/sfdc.js"></script>
<script>UserContext.initialize(${scriptValue(userContext(surroundings))});</script>
</head>
<body class="hasMotif ${motif} ${content.kind}  sfdcBody brandQuaternaryBgr">
<a href="#skiplink" class="navSkipLink zen-skipLink">Skip to main content</a>
<div id="contentWrapper">
${!frame && header(content, surroundings)}
<div class="bodyDiv brdPalette brandPrimaryBrd"><table class="${frame ? 'outerNoSidebar outer' : 'outer'}" id="bodyTable"><tr>
${!frame && html`<td id="sidebarCell" class="sidebarCell">${sidebar(surroundings)}</td>
`}<td class="${frame ? 'noSidebarCell' : 'oRight'}" id="bodyCell"><a id="skiplink" name="skiplink"></a>${content.body}</td>
</tr></table></div>
${!frame && html`<div class="bPageFooter">Demo org for tests. Not a Salesforce page.</div>
`}</div>
<script>window.sfdcPage = new ${content.script}(${pageId});</script>
</body>
</html>`;
}

/**
 * The page's global that says who is signed in; the names are those of the real pages.
 * @param {Surroundings} surroundings
 */
export function userContext({ user, impersonator, host }) {
  return {
    ampm: ['AM', 'PM'], isAccessibleMode: false, uiSkin: 'Theme3', dateFormat: 'M/d/yyyy', language: 'en_US', locale: 'en_US',
    userName: user.username, userId: user.id.slice(0, 15), isCurrentlySysAdminSU: impersonator !== null, renderMode: 'RETRO', startOfWeek: '1',
    auraDomain: host.replace('.my.salesforce.com', '.lightning.force.com'), dateTimeFormat: 'M/d/yyyy h:mm a', timeFormat: 'h:mm a',
    siteUrlPrefix: '', isDefaultNetwork: true, networkId: '', labelLastModified: '1790000000000',
  };
}

/**
 * @param {Content} content
 * @param {Surroundings} surroundings
 */
function header({ tab, kind, id }, { user, impersonator, host }) {
  const lightning = `https://${host.replace('.my.salesforce.com', '.lightning.force.com')}/lightning/${id ? `r/${id}/view` : 'page/home'}`;
  const tabs = [
    { key: 'home_Tab', href: '/home/home.jsp', label: 'Home', current: kind === 'homepage' },
    ...layouts.map(({ object, plural, prefix }) => ({ key: `${object}_Tab`, href: `/${prefix}/o`, label: plural, current: object === tab })),
  ];
  return html`<div class="bPageHeader" id="AppBodyHeader">
${impersonator && html`<div class="loggedInAs" role="status">Logged in as ${user.name} (${user.username}) | <a href="/secur/logout.jsp">Log out as ${user.name}</a></div>
`}<table class="phHeader" id="phHeader"><tr>
<td class="left"><a class="org-mark" href="/home/home.jsp">${ORGANIZATION}</a></td>
<td class="searchCell"><form id="phSearchForm" role="search" action="/_ui/search/ui/UnifiedSearchResults"><input id="phSearchInput" name="str" type="search" placeholder="Search..." aria-label="Search"><input class="btn" id="phSearchButton" type="submit" value="Search"></form></td>
<td class="right"><span id="userNavLabel" class="menuButtonLabel">${user.name}</span> <a class="switch-to-lightning" href="${lightning}">Switch to Lightning Experience</a> <a href="/secur/logout.jsp">Logout</a></td>
</tr></table>
<nav class="zen-tabs" aria-label="Tabs"><ul id="tabBar" class="zen-inlineList">${tabs.map((each) => html`<li id="${each.key}" class="${each.current && 'currentTab primaryPalette'}"><a href="${each.href}" title="${each.label} Tab${each.current && ' - Selected'}">${each.label}</a></li>`)}</ul></nav>
</div>`;
}

/** @param {Surroundings} surroundings */
function sidebar({ recent }) {
  return html`<div class="sidebar" id="sidebarDiv">
<div class="sidebarModule recentItemModule"><div class="brandPrimaryFgr sidebarModuleHeader"><h2>Recent Items</h2></div>
<div class="sidebarModuleBody">${recent.length ? html`<ul>${recent.map(({ id, name, object }) => html`<li class="recentItem ${object.toLowerCase()}Mru"><a href="/${id.slice(0, 15)}"><span class="objectDot ${object.toLowerCase()}Block" title="${layoutOf(object)?.label}"></span>${name}</a></li>`)}</ul>` : html`<p>No items to display.</p>`}</div></div>
</div>`;
}
