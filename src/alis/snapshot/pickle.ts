import type { Cursor } from './cursor.ts';
import { PickleMachine } from './pickle-machine.ts';
import { describe, type PickleValue } from './values.ts';

/** A snapshot of the largest published resolution has about half a million instructions. */
const mostInstructions = 2_000_000;
const newestProtocol = 5;
const stop = 0x2e;

interface Instruction {
  name: string;
  run(machine: PickleMachine): void;
}

/**
 * Reads one pickle of protocol 2 to 5 as data (Python's pickletools documents the instructions).
 * Leaves the cursor behind its STOP. Bytes and long texts stay in the file.
 * Throws SnapshotError where the stream is not such a pickle.
 */
export function readPickle(cursor: Cursor, limit = mostInstructions): PickleValue {
  const machine = new PickleMachine(cursor);
  for (let count = 0; count < limit; count++) {
    const { position } = cursor;
    cursor.begin('the pickle', position);
    const code = cursor.uint8();
    machine.offset = cursor.source.fileOffset + position;
    if (code === stop) return machine.pop();
    const instruction = instructions.get(code);
    if (instruction === undefined) throw machine.fail(explain(code));
    cursor.begin(instruction.name, position);
    instruction.run(machine);
  }
  throw machine.fail(`the pickle has more than ${limit} instructions`);
}

function explain(code: number): string {
  const known = unsupported.get(code);
  if (known !== undefined) return known;
  return `0x${code.toString(16).padStart(2, '0')} is not a pickle instruction`;
}

const textProtocol = (name: string) =>
  `the instruction ${name} belongs to pickle protocols 0 and 1, which no snapshot uses`;
const extension = (name: string) =>
  `the instruction ${name} refers to a registry of extensions outside the file`;
const outOfBand = (name: string) =>
  `the instruction ${name} refers to a buffer kept outside the pickle`;

const unsupported = new Map([
  [0x46, textProtocol('FLOAT')],
  [0x49, textProtocol('INT')],
  [0x4c, textProtocol('LONG')],
  [0x50, textProtocol('PERSID')],
  [0x53, textProtocol('STRING')],
  [0x54, textProtocol('BINSTRING')],
  [0x55, textProtocol('SHORT_BINSTRING')],
  [0x56, textProtocol('UNICODE')],
  [0x64, textProtocol('DICT')],
  [0x67, textProtocol('GET')],
  [0x69, textProtocol('INST')],
  [0x6c, textProtocol('LIST')],
  [0x6f, textProtocol('OBJ')],
  [0x70, textProtocol('PUT')],
  [0x82, extension('EXT1')],
  [0x83, extension('EXT2')],
  [0x84, extension('EXT4')],
  [0x97, outOfBand('NEXT_BUFFER')],
  [0x98, outOfBand('READONLY_BUFFER')],
]);

const instructions = new Map<number, Instruction>([
  [0x80, { name: 'PROTO', run: checkProtocol }],
  [0x95, { name: 'FRAME', run: checkFrame }],

  [0x4e, { name: 'NONE', run: (m) => m.push(null) }],
  [0x88, { name: 'NEWTRUE', run: (m) => m.push(true) }],
  [0x89, { name: 'NEWFALSE', run: (m) => m.push(false) }],
  [0x4b, { name: 'BININT1', run: (m) => m.push(m.cursor.uint8()) }],
  [0x4d, { name: 'BININT2', run: (m) => m.push(m.cursor.uint16()) }],
  [0x4a, { name: 'BININT', run: (m) => m.push(m.cursor.int32()) }],
  [0x8a, { name: 'LONG1', run: (m) => m.pushInteger(m.cursor.uint8()) }],
  [0x8b, { name: 'LONG4', run: (m) => m.pushInteger(m.cursor.uint32()) }],
  [0x47, { name: 'BINFLOAT', run: (m) => m.push(m.cursor.float64()) }],

  [0x8c, { name: 'SHORT_BINUNICODE', run: (m) => m.pushText(m.cursor.uint8()) }],
  [0x58, { name: 'BINUNICODE', run: (m) => m.pushText(m.cursor.uint32()) }],
  [0x8d, { name: 'BINUNICODE8', run: (m) => m.pushText(m.cursor.uint64()) }],
  [0x43, { name: 'SHORT_BINBYTES', run: (m) => m.pushBytes(m.cursor.uint8()) }],
  [0x42, { name: 'BINBYTES', run: (m) => m.pushBytes(m.cursor.uint32()) }],
  [0x8e, { name: 'BINBYTES8', run: (m) => m.pushBytes(m.cursor.uint64()) }],
  [0x96, { name: 'BYTEARRAY8', run: (m) => m.pushBytes(m.cursor.uint64()) }],

  [0x28, { name: 'MARK', run: (m) => m.mark() }],
  [0x30, { name: 'POP', run: (m) => m.discard() }],
  [0x31, { name: 'POP_MARK', run: (m) => void m.popToMark() }],
  [0x32, { name: 'DUP', run: (m) => m.push(m.top()) }],

  [0x29, { name: 'EMPTY_TUPLE', run: (m) => m.pushSequence('tuple', []) }],
  [0x85, { name: 'TUPLE1', run: (m) => pushTuple(m, 1) }],
  [0x86, { name: 'TUPLE2', run: (m) => pushTuple(m, 2) }],
  [0x87, { name: 'TUPLE3', run: (m) => pushTuple(m, 3) }],
  [0x74, { name: 'TUPLE', run: (m) => m.pushSequence('tuple', m.popToMark()) }],
  [0x5d, { name: 'EMPTY_LIST', run: (m) => m.pushSequence('list', []) }],
  [0x61, { name: 'APPEND', run: append }],
  [0x65, { name: 'APPENDS', run: (m) => moveItems(m.popToMark(), m.appendable()) }],
  [0x8f, { name: 'EMPTY_SET', run: (m) => m.pushSequence('set', []) }],
  [0x90, { name: 'ADDITEMS', run: (m) => moveItems(m.popToMark(), m.addable()) }],
  [0x91, { name: 'FROZENSET', run: (m) => m.pushSequence('set', m.popToMark()) }],
  [0x7d, { name: 'EMPTY_DICT', run: pushDict }],
  [0x73, { name: 'SETITEM', run: setItem }],
  [0x75, { name: 'SETITEMS', run: setItems }],

  [0x71, { name: 'BINPUT', run: (m) => m.remember(m.cursor.uint8()) }],
  [0x72, { name: 'LONG_BINPUT', run: (m) => m.remember(m.cursor.uint32()) }],
  [0x94, { name: 'MEMOIZE', run: (m) => m.remember() }],
  [0x68, { name: 'BINGET', run: (m) => m.recall(m.cursor.uint8()) }],
  [0x6a, { name: 'LONG_BINGET', run: (m) => m.recall(m.cursor.uint32()) }],

  [0x63, { name: 'GLOBAL', run: pushNamedGlobal }],
  [0x93, { name: 'STACK_GLOBAL', run: pushStackGlobal }],
  [0x52, { name: 'REDUCE', run: call }],
  [0x81, { name: 'NEWOBJ', run: call }],
  [0x92, { name: 'NEWOBJ_EX', run: callWithKeywords }],
  [0x62, { name: 'BUILD', run: build }],
  [0x51, { name: 'BINPERSID', run: pushPersistent }],
]);

function checkProtocol(machine: PickleMachine): void {
  const protocol = machine.cursor.uint8();
  if (protocol < 2 || protocol > newestProtocol) {
    throw machine.fail(`pickle protocol ${protocol} is not one of 2 to ${newestProtocol}`);
  }
}

/** Frames only group instructions; one that outgrows the file tells early that the file is cut short. */
function checkFrame(machine: PickleMachine): void {
  const length = machine.cursor.uint64();
  const { remaining } = machine.cursor;
  if (length > remaining) {
    throw machine.fail(`FRAME declares ${length} bytes, but only ${remaining} are left`);
  }
}

function pushTuple(machine: PickleMachine, length: number): void {
  machine.pushSequence('tuple', machine.popMany(length));
}

function append(machine: PickleMachine): void {
  const item = machine.pop();
  machine.appendable().push(item);
}

function moveItems(from: PickleValue[], to: PickleValue[]): void {
  for (const item of from) to.push(item);
}

function pushDict(machine: PickleMachine): void {
  machine.push({ kind: 'dict', offset: machine.offset, entries: [] });
}

function setItem(machine: PickleMachine): void {
  const value = machine.pop();
  const key = machine.pop();
  machine.settable().push(key, value);
}

function setItems(machine: PickleMachine): void {
  const entries = machine.popToMark();
  if (entries.length % 2 !== 0) throw machine.fail('SETITEMS has a key without a value');
  moveItems(entries, machine.settable());
}

function pushNamedGlobal(machine: PickleMachine): void {
  const module = machine.cursor.line();
  const name = machine.cursor.line();
  machine.spend(module.length + name.length);
  machine.pushGlobal(module, name);
}

function pushStackGlobal(machine: PickleMachine): void {
  const name = machine.pop();
  const module = machine.pop();
  if (typeof module !== 'string' || typeof name !== 'string') {
    throw machine.fail(
      `STACK_GLOBAL is given ${describe(module)} and ${describe(name)} for a name`,
    );
  }
  machine.spend(module.length + name.length);
  machine.pushGlobal(module, name);
}

/** REDUCE and NEWOBJ would call a function or a class: the call itself is kept as data. */
function call(machine: PickleMachine): void {
  const args = machine.pop();
  machine.pushObject(machine.pop(), args);
}

function callWithKeywords(machine: PickleMachine): void {
  machine.pop();
  call(machine);
}

function build(machine: PickleMachine): void {
  const state = machine.pop();
  machine.buildable().state = state;
}

function pushPersistent(machine: PickleMachine): void {
  const id = machine.pop();
  machine.push({ kind: 'persistent', offset: machine.offset, id });
}
