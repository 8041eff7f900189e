import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compose } from './seed.js';
import { problemsOf } from './wellformed.js';

const HEADERS = [
  'From: jo@acme.example', 'To: ada@analytical.example', 'Subject: Hello',
  'Date: Mon, 2 Nov 2026 10:00:00 +0100', 'MIME-Version: 1.0',
];

describe('a well-formed mail', () => {
  test('has no problems, whatever is in it', async () => {
    const mail = await compose({
      from: { name: 'Jürgen', address: 'jo@acme.example' },
      to: 'ada@analytical.example',
      subject: 'Grüße aus München, und ein Betreff der so lang ist, dass er gefaltet werden muss',
      text: `Grüße\n${'lang '.repeat(400)}\n`,
      html: '<p>Grüße <img src="cid:logo"></p>',
      attachments: [
        { filename: 'Preisliste für Ada.pdf', content: Buffer.alloc(5000, 1) },
        { filename: 'logo.png', cid: 'logo', content: Buffer.alloc(100, 2) },
      ],
    });
    assert.deepEqual(problemsOf(mail), []);
  });

  test('may declare 8 bits', () => {
    const mail = [...HEADERS, 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit', '', 'Grüße'];
    assert.deepEqual(problemsOf(bytes(mail)), []);
  });
});

describe('a mail is not well-formed', () => {
  const without = (/** @type {string} */ name) => HEADERS.filter((line) => !line.startsWith(`${name}:`));
  const multipart = [...HEADERS, 'Content-Type: multipart/alternative; boundary="b+1"', ''];
  for (const [name, lines, problem] of /** @type {[string, string[], RegExp][]} */ ([
    ['with a bare line feed', [...HEADERS, '', 'one\ntwo'], /CRLF/],
    ['with a line of 999', [...HEADERS, '', 'x'.repeat(999)], /998/],
    ['without From', [...without('From'), '', 'x'], /0 from headers/],
    ['without Date', [...without('Date'), '', 'x'], /0 date headers/],
    ['with two Dates', [...HEADERS, HEADERS[3], '', 'x'], /2 date headers/],
    ['without MIME-Version', [...without('MIME-Version'), '', 'x'], /0 mime-version headers/],
    ['with two Subjects', [...HEADERS, 'Subject: again', '', 'x'], /2 subject headers/],
    ['with a date without zone', [...without('Date'), 'Date: 2026-11-02', '', 'x'], /not a date/],
    ['with a raw umlaut in a header', [...without('Subject'), 'Subject: Grüße', '', 'x'], /subject header is not ASCII/],
    ['with undeclared 8 bits', [...HEADERS, '', 'Grüße'], /8-bit/],
    ['with a line that is no header', [...HEADERS, 'no header', '', 'x'], /not a header line/],
    ['with an open multipart', [...multipart, '--b+1', '', 'x'], /no end/],
    ['with a multipart of nothing', [...multipart, '--b+1--', ''], /no part/],
    ['with a part that breaks the rules', [...multipart, '--b+1', '', 'Grüße', '--b+1--', ''], /8-bit/],
    ['with a false quoted-printable', [...HEADERS, 'Content-Transfer-Encoding: quoted-printable', '', 'a=zz'], /not quoted-printable/],
    ['with a false base64', [...HEADERS, 'Content-Transfer-Encoding: base64', '', 'a-b_'], /not base64/],
  ])) {
    test(name, () => assert.match(problemsOf(bytes(lines)).join('; '), problem));
  }
});

/** @param {string[]} lines */
function bytes(lines) {
  return Buffer.from(lines.join('\r\n'), 'utf8');
}
