/** A user's page in Setup, as far as an administrator needs it to log in as that user. */
import { html } from '../html.js';
import { pageTitle } from './blocks.js';

/**
 * @typedef {import('../../data/users.js').User} User
 * @param {User} person
 * @param {User} viewer
 * @param {string} orgId 18 characters
 * @returns {import('./frame.js').Content}
 */
export function userPage(person, viewer, orgId) {
  const mayLogIn = viewer.profile === 'System Administrator' && person.id !== viewer.id && person.active;
  const fields = [['Name', person.name], ['Alias', person.username.split('@')[0]], ['Email', person.email], ['Username', person.username], ['Title', person.title], ['Profile', person.profile]];
  return {
    tab: null, kind: 'detailPage', title: `User: ${person.name}`, script: 'DetailPage', id: person.id,
    body: html`${pageTitle('User', person.name)}
<div class="bPageBlock brandSecondaryBrd bDetailBlock secondaryPalette" id="ep">
<div class="pbHeader"><table><tr><td class="pbTitle"><h2 class="mainTitle">User Detail</h2></td><td class="pbButton" id="topButtonRow">${mayLogIn && loginButton(person, orgId)}</td></tr></table></div>
<div class="pbBody"><div class="pbSubsection"><table class="detailList">${fields.map(([label, text]) => html`<tr><td class="labelCol">${label}</td><td class="dataCol">${text}</td></tr>`)}</table></div></div></div>`,
  };
}

/** @type {(person: User, orgId: string) => import('../html.js').Html} */
const loginButton = ({ id }, orgId) => html`<form class="inlineForm" action="/servlet/servlet.su">
<input type="hidden" name="oid" value="${orgId.slice(0, 15)}"><input type="hidden" name="suorgadminid" value="${id.slice(0, 15)}">
<input type="hidden" name="retURL" value="/${id.slice(0, 15)}?noredirect=1"><input type="hidden" name="targetURL" value="/home/home.jsp">
<input value=" Login " class="btn" title="Login" name="login" type="submit"></form>`;
