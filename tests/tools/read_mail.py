"""Reads a mail from standard input by Python's email package and prints what it holds as one line of JSON.

The second reader of tests/native/mailbox/composed: what two parsers that share no code read alike is what is sent.
"""

import base64
import json
import sys
from email import message_from_binary_file, policy


def people(header):
    return [[address.display_name or None, address.addr_spec] for address in header.addresses] if header else []


def text(part):
    return None if part is None else part.get_content()


def main():
    mail = message_from_binary_file(sys.stdin.buffer, policy=policy.default)
    leaves = [part for part in mail.walk() if not part.is_multipart()]
    files = [part for part in leaves if part.get_content_disposition()]
    words = [part for part in leaves if not part.get_content_disposition()]
    by_kind = {part.get_content_type(): part for part in words}
    seen = {
        'from': people(mail['from']),
        'to': people(mail['to']),
        'cc': people(mail['cc']),
        'bcc': people(mail['bcc']),
        'subject': mail['subject'],
        'in_reply_to': mail['in-reply-to'],
        'references': (mail['references'] or '').split(),
        'text': text(by_kind.get('text/plain')),
        'html': text(by_kind.get('text/html')),
        'files': [
            [
                part.get_filename() or '',
                part.get_content_type(),
                part.get_content_disposition(),
                part['content-id'],
                base64.b64encode(part.get_payload(decode=True)).decode(),
            ]
            for part in files
        ],
        'nesting': [part.get_content_type() for part in mail.walk() if part.is_multipart()],
        'defects': [str(defect) for part in mail.walk() for defect in part.defects],
        'headers': mail.keys(),
    }
    json.dump(seen, sys.stdout)


main()
