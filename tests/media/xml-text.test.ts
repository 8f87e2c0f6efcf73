import { expect, test } from 'vitest';
import { xmlText } from '../../src/media/xml-text.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');

test.each([
  ['in UTF-8', Buffer.from('<svg>é</svg>'), '<svg>é</svg>'],
  ['with a byte order mark', Buffer.from('\ufeff<svg>é</svg>'), '<svg>é</svg>'],
  [
    'in the encoding that it names',
    latin1('<?xml version="1.0" encoding="ISO-8859-1"?><svg>é</svg>'),
    '<?xml version="1.0" encoding="ISO-8859-1"?><svg>é</svg>',
  ],
  ['in UTF-16', Buffer.from('\ufeff<svg>é</svg>', 'utf16le'), '<svg>é</svg>'],
  [
    'that names UTF-16 and is not in it',
    Buffer.from('<?xml encoding="utf-16"?>é'),
    '<?xml encoding="utf-16"?>é',
  ],
  ['in none', latin1('<svg>é</svg>'), undefined],
  ['in an encoding that nobody knows', Buffer.from('<?xml encoding="x-mine"?>'), undefined],
])('a text %s', (_, bytes, text) => {
  expect(xmlText(bytes)).toBe(text);
});
