// What is due in an org.

const DAY = 86_400_000;
/** @param {number} days from today */
const day = (days) => {
  const at = new Date(Date.now() + days * DAY);
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
};

const ADA = { id: '00QAc0000000001', name: 'Ada Lovelace' };
const GRACE = { id: '003Ac0000000001', name: 'Grace Hopper' };
const RENEWAL = { id: '006Ac0000000001', name: 'Renewal 2027' };

/** @param {number} n @param {string} kind @param {string} subject @param {number} days @param {object} more */
const task = (n, kind, subject, days, more) =>
  ({ id: `00TAc00000000${String(n).padStart(2, '0')}`, kind, subject, who: null, what: null, due: day(days), done: false, ...more });

/** Two for today, two overdue. */
export const due = {
  org: 'acme.my.salesforce.com',
  today: day(0),
  tasks: [
    task(1, 'call', 'Call about the renewal', 0, { who: GRACE, what: RENEWAL }),
    task(2, 'task', 'Prepare the demo', 0, { who: ADA }),
    task(3, 'email', 'Send the security questionnaire that procurement asked for in the second meeting', -2, { what: RENEWAL }),
    task(4, 'task', '', -40, {}),
  ],
  at: Date.now(),
  fault: null,
};
