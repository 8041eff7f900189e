/**
 * A few campaigns with members.
 * @param {import('./index.js').Maker} make
 * @param {{ lead: any, contact: any }} known
 */
export function addCampaigns({ store, pick, chance, daysAgo, dateIn, reps }, known) {
  const campaigns = [
    ['Autumn webinar', 'Webinar', 'Completed', -30],
    ['Trade fair Utrecht', 'Trade Show', 'In Progress', -5],
    ['Spring newsletter', 'Email', 'In Progress', -60],
    ['Customer day 2027', 'Conference', 'Planned', 70],
    ['Win-back calls', 'Telemarketing', 'In Progress', -12],
  ].map(([name, type, status, start]) => store.insert('Campaign', {
    Name: name,
    Type: type,
    Status: status,
    StartDate: dateIn(Number(start)),
    EndDate: dateIn(Number(start) + 20),
    IsActive: status !== 'Completed',
    OwnerId: reps[0].id,
    CreatedDate: daysAgo(100),
  }));
  const people = [
    ...store.rows('Lead').map((row) => ({ LeadId: row.Id })),
    ...store.rows('Contact').map((row) => ({ ContactId: row.Id, AccountId: row.AccountId })),
  ];
  for (const person of people) {
    if (chance(0.6)) continue;
    store.insert('CampaignMember', {
      CampaignId: pick(campaigns.slice(1)).Id, Status: pick(['Sent', 'Sent', 'Responded']), CreatedById: reps[0].id, ...person,
    });
  }
  for (const person of [{ LeadId: known.lead.Id }, { ContactId: known.contact.Id, AccountId: known.contact.AccountId }]) {
    store.insert('CampaignMember', { CampaignId: campaigns[0].Id, Status: 'Responded', CreatedById: reps[0].id, ...person });
  }
  for (const campaign of campaigns) store.update(campaign.Id, {});
}
