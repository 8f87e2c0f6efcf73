import { describe, expect, it } from 'vitest';
import { Cursor } from '../../../src/alis/snapshot/cursor.ts';
import { SnapshotError } from '../../../src/alis/snapshot/error.ts';
import { readPickle } from '../../../src/alis/snapshot/pickle.ts';
import { memorySource, readAll } from '../../../src/alis/snapshot/source.ts';
import { isNode, type PickleValue } from '../../../src/alis/snapshot/values.ts';

/** A pickle in Python's own notation of bytes, less the b. */
const source = (text: string) => memorySource(Buffer.from(text, 'latin1'));
const read = (text: string) => readPickle(new Cursor(source(text)));

/** The value as plain arrays and names. Only for what is a tree. */
function plain(value: PickleValue): unknown {
  if (typeof value !== 'object' || value === null) return value;
  switch (value.kind) {
    case 'list':
    case 'tuple':
    case 'set':
      return { [value.kind]: value.items.map(plain) };
    case 'dict':
      return { dict: value.entries.map(plain) };
    case 'global':
      return value.name;
    case 'bytes':
    case 'text':
      return { [value.kind]: [...readAll(value.source)] };
    case 'persistent':
      return { persistent: plain(value.id) };
    case 'object':
      return {
        call: plain(value.callable),
        args: plain(value.args),
        state: plain(value.state),
        entries: value.entries.map(plain),
        items: value.items.map(plain),
      };
  }
}

describe('a pickle', () => {
  // What Python's pickle.dumps gives for these values, at the protocol in the second byte.
  it.each([
    ['\x80\x04N.', null],
    ['\x80\x02\x88.', true],
    ['\x80\x02\x89.', false],
    ['\x80\x02K\x05.', 5],
    ['\x80\x02M\xe8\x03.', 1000],
    ['\x80\x02J\xff\xff\xff\xff.', -1],
    ['\x80\x02\x8a\x05\x00\x00\x00\x00\x01.', 2 ** 32],
    ['\x80\x02\x8a\x01\x80.', -128],
    ['\x80\x02\x8a\x00.', 0],
    ['\x80\x02\x8b\x02\x00\x00\x00\x00\x01.', 256],
    ['\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.', 119547037146038801333356n],
    ['\x80\x02G?\xf8\x00\x00\x00\x00\x00\x00.', 1.5],
    ['\x80\x03X\x03\x00\x00\x00a\xc3\xa9q\x00.', 'aé'],
    ['\x80\x04\x95\x07\x00\x00\x00\x00\x00\x00\x00\x8c\x03abc\x94.', 'abc'],
    ['\x80\x04\x8d\x01\x00\x00\x00\x00\x00\x00\x00a.', 'a'],
    ['\x80\x03C\x02\x00\xffq\x00.', { bytes: [0, 255] }],
    ['\x80\x03B\x01\x00\x00\x00\x07.', { bytes: [7] }],
    ['\x80\x04\x8e\x01\x00\x00\x00\x00\x00\x00\x00\x07.', { bytes: [7] }],
    ['\x80\x05\x96\x01\x00\x00\x00\x00\x00\x00\x00\x07.', { bytes: [7] }],
    ['\x80\x02).', { tuple: [] }],
    ['\x80\x02K\x01\x85q\x00.', { tuple: [1] }],
    ['\x80\x02K\x01K\x02\x86q\x00.', { tuple: [1, 2] }],
    ['\x80\x02K\x01K\x02K\x03\x87q\x00.', { tuple: [1, 2, 3] }],
    ['\x80\x02(K\x01K\x02K\x03K\x04tq\x00.', { tuple: [1, 2, 3, 4] }],
    ['\x80\x02]q\x00K\x01a.', { list: [1] }],
    ['\x80\x02]q\x00(K\x01K\x02e.', { list: [1, 2] }],
    ['\x80\x04\x8f\x94(K\x01K\x02\x90.', { set: [1, 2] }],
    ['\x80\x04(K\x01K\x02\x91\x94.', { set: [1, 2] }],
    ['\x80\x02}q\x00K\x01K\x02s.', { dict: [1, 2] }],
    ['\x80\x02}q\x00(K\x01K\x02K\x03K\x04u.', { dict: [1, 2, 3, 4] }],
    ['\x80\x02cos\nsystem\nq\x00.', 'os.system'],
    ['\x80\x04\x8c\x02os\x94\x8c\x06system\x94\x93\x94.', 'os.system'],
    ['\x80\x02K\x010K\x02.', 2],
    ['\x80\x02K\x07(K\x01K\x021.', 7],
    ['\x80\x02K\x07(0.', 7],
    ['\x80\x02K\x072\x86.', { tuple: [7, 7] }],
    ['\x80\x02]q\x05h\x05\x86.', { tuple: [{ list: [] }, { list: [] }] }],
    ['\x80\x02]r\x05\x01\x00\x00j\x05\x01\x00\x00\x86.', { tuple: [{ list: [] }, { list: [] }] }],
    ['\x80\x02K\x07Q.', { persistent: 7 }],
  ] as [string, unknown][])('%j', (text, wanted) => {
    expect(plain(read(text))).toEqual(wanted);
  });

  it.each([
    ['REDUCE', '\x80\x02cos\nsystem\nX\x02\x00\x00\x00ls\x85R.', { args: { tuple: ['ls'] } }],
    ['NEWOBJ', '\x80\x02cos\nsystem\n)\x81.', {}],
    ['NEWOBJ_EX', '\x80\x04cos\nsystem\n)}\x92.', {}],
    ['BUILD', '\x80\x02cos\nsystem\n)\x81}b.', { state: { dict: [] } }],
    ['SETITEM', '\x80\x02cos\nsystem\n)RK\x01K\x02s.', { entries: [1, 2] }],
    ['APPENDS', '\x80\x02cos\nsystem\n)R(K\x01K\x02e.', { items: [1, 2] }],
  ])('keeps a call as data: %s', (_, text, wanted) => {
    const call = { call: 'os.system', args: { tuple: [] }, state: null, entries: [], items: [] };
    expect(plain(read(text))).toEqual({ ...call, ...wanted });
  });

  it('may hold itself', () => {
    const list = read('\x80\x02]q\x00h\x00a.');
    expect(isNode(list, 'list') && list.items[0]).toBe(list);
  });

  it('may nest without end', () => {
    expect(isNode(read(`\x80\x02N${'\x85'.repeat(500_000)}.`), 'tuple')).toBe(true);
  });

  it('leaves long texts in the file', () => {
    const text = `\x80\x04X\x01\x10\x00\x00${'a'.repeat(4097)}.`;
    const value = read(text);
    expect(isNode(value, 'text') && value.source.size).toBe(4097);
  });

  it('may be followed by another', () => {
    const cursor = new Cursor(source('\x80\x02K\x01.\x80\x02K\x02.'));
    expect([readPickle(cursor), readPickle(cursor)]).toEqual([1, 2]);
  });

  const broken = [
    ['', 'byte 0: the pickle needs 1 more byte, but only 0 are left'],
    ['\x80', 'byte 0: PROTO needs 1 more byte, but only 0 are left'],
    ['\x80\x07.', 'byte 0: pickle protocol 7 is not one of 2 to 5'],
    ['\x80\x01.', 'byte 0: pickle protocol 1 is not one of 2 to 5'],
    [
      '\x80\x04\x95\xff\x00\x00\x00\x00\x00\x00\x00.',
      'byte 2: FRAME declares 255 bytes, but only 1 are left',
    ],
    [
      '\x80\x03NB\xff\xff\xff\xff1234',
      'byte 3: BINBYTES needs 4294967295 more bytes, but only 4 are left',
    ],
    [
      '\x80\x03X\xff\xff\xff\xff1234',
      'byte 2: BINUNICODE needs 4294967295 more bytes, but only 4 are left',
    ],
    [
      '\x80\x04\x8e\x00\x00\x00\x00\x00\x00\x00\x80',
      'byte 2: BINBYTES8 declares 9223372036854775808, more than any file holds',
    ],
    [
      '\x80\x02\x8b\xff\xff\xff\xff',
      'byte 2: an integer of 4294967295 bytes has no place in a snapshot',
    ],
    [`\x80\x02c${'a'.repeat(2000)}`, 'byte 2: GLOBAL has a name of more than 1024 bytes'],
    ['\x80\x02cos\nsys', 'byte 2: GLOBAL needs 1 more byte, but only 0 are left'],
    ['\x80\x02.', 'byte 2: an instruction takes a value from an empty stack'],
    ['\x80\x02N(.', 'byte 4: an instruction takes a value from an empty stack'],
    ['\x80\x02N\x86.', 'byte 3: an instruction takes a value from an empty stack'],
    ['\x80\x02q\x00.', 'byte 2: an instruction takes a value from an empty stack'],
    ['\x80\x02t.', 'byte 2: an instruction looks for a mark that was never set'],
    ['\x80\x02h\x09.', 'byte 2: the memo has no entry 9'],
    ['\x80\x02K\x05K\x06a.', 'byte 6: the number 5 is not a container'],
    ['\x80\x02}K\x06a.', 'byte 5: an item cannot be appended to a dict'],
    ['\x80\x02]NNs.', 'byte 5: a key cannot be set in a list'],
    ['\x80\x02](N\x90.', 'byte 5: an item cannot be added to a list'],
    ['\x80\x02}(Nu.', 'byte 5: SETITEMS has a key without a value'],
    ['\x80\x02}}b.', 'byte 4: a dict cannot be given a state'],
    ['\x80\x04NN\x93.', 'byte 4: STACK_GLOBAL is given None and None for a name'],
    ['\x80\x02\xff.', 'byte 2: 0xff is not a pickle instruction'],
    [
      '\x80\x02I5\n.',
      'byte 2: the instruction INT belongs to pickle protocols 0 and 1, which no snapshot uses',
    ],
    [
      '\x80\x02\x82\x01.',
      'byte 2: the instruction EXT1 refers to a registry of extensions outside the file',
    ],
    [
      '\x80\x05\x97.',
      'byte 2: the instruction NEXT_BUFFER refers to a buffer kept outside the pickle',
    ],
  ] as const;

  it.each(broken.map(([text, message]) => [message, text] as const))(
    'that is broken is told: %s',
    (message, text) => {
      expect(() => read(text)).toThrow(SnapshotError);
      expect(() => read(text)).toThrow(message);
    },
  );

  it.each([
    ['instructions without end', '}'.repeat(3_000_000), /byte 2000000: .* more than 2000000 instr/],
    [
      'names without end',
      `X\x00\x04\x00\x00${'a'.repeat(1024)}`.repeat(66_000),
      /more than 67108864 bytes/,
    ],
  ])('ends a pickle of %s', (_, text, message) => {
    expect(() => read(`\x80\x02${text}`)).toThrow(message);
  });

  it('holds twice as much at each step without growing', () => {
    // Each list holds the one before it twice: 2^200 leaves when written out.
    const step = (i: number) => `](h${String.fromCharCode(i)}h${String.fromCharCode(i)}e\x94`;
    const bomb = `\x80\x04]\x94${Array.from({ length: 200 }, (_, i) => step(i)).join('')}.`;
    expect(isNode(read(bomb), 'list')).toBe(true);
  });
});
