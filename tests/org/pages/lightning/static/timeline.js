/** The activity timeline: what is open, then what was done, newest first, month by month. */
import { request } from './api.js';
import { component, fill } from './dom.js';

/**
 * @typedef {import('../../activities.js').Activity} Activity
 * @typedef {import('./dom.js').Elements} Elements
 */

/**
 * @param {Elements} h
 * @param {string} id of the record
 * @param {Activity[]} activities
 * @returns {HTMLElement}
 */
export function timeline(h, id, activities) {
  return component(h, 'flexipage-component2', { 'data-component-id': 'runtime_sales_activities_activityPanel' }, (inner) => {
    const list = inner('div', { class: 'timeline-groups', 'aria-live': 'polite' });
    const refresh = inner('button', {
      type: 'button', class: 'slds-button slds-button_link', name: 'refreshTimeline',
      async onclick() {
        const shown = await request(`activities/${id}`).then((newer) => groups(inner, newer), (error) => [inner('p', { class: 'muted empty', role: 'alert' }, error.message)]);
        fill(list, ...shown);
      },
    }, 'Refresh');
    fill(list, ...groups(inner, activities));
    return inner('div', { class: 'timeline runtime_sales_activitiesActivityPanel' },
      inner('div', { class: 'timeline-tools' }, inner('span', { class: 'muted' }, 'All time • All activities • All types'), refresh), list);
  });
}

/**
 * @param {Elements} h
 * @param {Activity[]} activities newest first
 * @returns {HTMLElement[]}
 */
function groups(h, activities) {
  const open = activities.filter((activity) => activity.open).reverse();
  /** @type {Map<string, Activity[]>} */
  const months = new Map();
  for (const activity of activities.filter((each) => !each.open)) {
    const month = new Date(activity.at).toLocaleDateString('en-US', { month: 'long', year: 'numeric' });
    months.set(month, [...months.get(month) ?? [], activity]);
  }
  return [
    group(h, 'Upcoming & Overdue', open, 'No activities to show. Get started by sending an email, scheduling a task, and more.'),
    ...[...months].map(([month, past]) => group(h, month, past, '')),
    ...(months.size ? [] : [h('p', { class: 'muted empty' }, 'No past activity. Past meetings and tasks marked as done show up here.')]),
  ];
}

/**
 * @param {Elements} h
 * @param {string} label
 * @param {Activity[]} activities
 * @param {string} nothing what an empty group says
 */
function group(h, label, activities, nothing) {
  return h('section', { class: 'timeline-group' }, h('h3', { class: 'timeline-month' }, label),
    activities.length ? h('ul', { class: 'timeline-list' }, activities.map((activity) => item(h, activity))) : h('p', { class: 'muted empty' }, nothing));
}

/**
 * @param {Elements} h
 * @param {Activity} activity
 */
function item(h, activity) {
  return h('li', { class: `timeline-item slds-timeline__item_${activity.kind}`, 'data-activity-id': activity.id },
    h('span', { class: `timeline-icon ${activity.kind}`, 'aria-hidden': 'true' }, { email: '✉', call: '☏', task: '✓' }[activity.kind]),
    h('details', { class: 'timeline-body' },
      h('summary', null,
        h('a', { class: 'timeline-subject', href: `/lightning/r/${activity.id.startsWith('02s') ? 'EmailMessage' : 'Task'}/${activity.id}/view` }, activity.subject), h('span', { class: 'timeline-date' }, activity.when),
        h('span', { class: 'timeline-text muted' }, sentence(activity))),
      h('dl', { class: 'timeline-details' },
        ...(activity.from ? [h('dt', null, activity.kind === 'email' ? 'From' : 'Assigned To'), h('dd', null, activity.from)] : []),
        ...(activity.to ? [h('dt', null, activity.kind === 'email' ? 'To' : 'Name'), h('dd', null, activity.to)] : []),
        h('dt', null, 'Status'), h('dd', null, activity.status)),
      activity.body && h('p', { class: 'timeline-full' }, activity.body)));
}

/** @param {Activity} activity */
function sentence({ kind, from, to, open }) {
  if (kind === 'email') return `${from || 'You'} sent an email to ${to || 'nobody'}`;
  if (kind === 'call') return `${from} logged a call`;
  return `${from} ${open ? 'has an upcoming task' : 'had a task'}`;
}
