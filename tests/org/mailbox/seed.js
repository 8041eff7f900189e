import MailComposer from 'nodemailer/lib/mail-composer';
import { welcomeMail } from './welcome.js';

/** The rep, whose box opens first. */
export const REP = 'jo@acme.example';

/** Whose boxes are always offered: the rep's, a lead's and a contact's. */
export const PEOPLE = new Map([
  [REP, 'Jo Devries'],
  ['ada@analytical.example', 'Ada Lovelace'],
  ['grace@navysystems.example', 'Grace Hopper'],
]);

const MINUTE = 60e3;
const HOUR = 60 * MINUTE;

/**
 * The mails that are there from the start, oldest first.
 * @param {number} now milliseconds since the epoch
 * @returns {Promise<{ from: string, to: string[], raw: Buffer, at: number }[]>}
 */
export function seedMails(now) {
  const mails = [
    {
      at: now - 49 * HOUR,
      from: { name: 'Mia Laurent', address: 'mia@acme.example' },
      subject: 'Numbers for Friday’s pipeline call',
      text: 'Hi Jo,\n\nCould you add Navy Systems to the sheet before Friday? Renewal 2027 is the one '
        + 'everybody will ask about.\n\nThanks,\nMia\n',
    },
    {
      at: now - 26 * HOUR,
      from: { name: 'Sam Okafor', address: 'sam@acme.example' },
      subject: 'Analytical Engines looked at the pricing page',
      text: 'Morning Jo,\n\nAda Lovelace was on our pricing page again, twice this week. She asked me about '
        + 'punched cards at the fair, so she may be ready for a call.\n\nSam\n',
    },
    {
      at: now - 3 * HOUR,
      from: { name: 'Acme Facilities', address: 'facilities@acme.example' },
      subject: 'Coffee machine on the second floor',
      text: 'Dear all,\n\nThe machine on the second floor is repaired. Thank you for your patience, and for '
        + 'not leaving more notes on it.\n\nFacilities\n',
    },
    { at: now - 12 * MINUTE, ...welcomeMail({ to: REP, now }) },
  ];
  return Promise.all(mails.map(async ({ at, ...mail }, index) => ({
    at,
    from: mail.from.address,
    to: [REP],
    raw: await compose({
      ...mail,
      to: { name: PEOPLE.get(REP) ?? '', address: REP },
      date: new Date(at),
      messageId: `<welcome.${index + 1}.${at}@acme.example>`,
    }),
  })));
}

/**
 * @param {ConstructorParameters<typeof MailComposer>[0]} mail
 * @returns {Promise<Buffer>} RFC 5322, with CRLF
 */
export function compose(mail) {
  const message = new MailComposer({ newline: '\r\n', ...mail }).compile();
  // As an application hands it to Gmail: there Bcc is a header still.
  message.keepBcc = true;
  return message.build();
}
