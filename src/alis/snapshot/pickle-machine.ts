import type { Cursor } from './cursor.ts';
import type { SnapshotError } from './error.ts';
import type { ByteSource } from './source.ts';
import { describe, type ObjectNode, type PickleValue } from './values.ts';

/** Longer texts are sources of modules, never names or settings: they stay in the file. */
const longestText = 1024;
/** Bytes of an integer: torch's mark has 10. */
const longestInteger = 16;
/** Bytes of names and integers; a snapshot has well under one million. */
const mostText = 1 << 26;

/**
 * The stack and memo of a pickle being read. Nothing here runs what the pickle names, and nothing recurses,
 * so a pickle can neither act nor exhaust the call stack.
 */
export class PickleMachine {
  readonly cursor: Cursor;
  /** Where the current instruction began, in bytes of the file. */
  offset = 0;
  readonly #stack: PickleValue[] = [];
  readonly #marks: number[] = [];
  readonly #memo = new Map<number, PickleValue>();
  #text = 0;

  constructor(cursor: Cursor) {
    this.cursor = cursor;
  }

  fail(finding: string): SnapshotError {
    return this.cursor.failure(finding);
  }

  push(value: PickleValue): void {
    this.#stack.push(value);
  }

  pop(): PickleValue {
    this.#requireAboveMark();
    return this.#stack.pop() ?? null;
  }

  top(): PickleValue {
    this.#requireAboveMark();
    return this.#stack.at(-1) ?? null;
  }

  /** The uppermost `count` values, in the order they came. */
  popMany(count: number): PickleValue[] {
    if (this.#stack.length - count < this.#fence) throw this.#empty();
    return this.#stack.splice(this.#stack.length - count);
  }

  mark(): void {
    this.#marks.push(this.#stack.length);
  }

  /** Everything above the last mark, which goes too. */
  popToMark(): PickleValue[] {
    const mark = this.#marks.pop();
    if (mark === undefined) throw this.fail('an instruction looks for a mark that was never set');
    return this.#stack.splice(mark);
  }

  /** POP takes a mark away when nothing lies above it. */
  discard(): void {
    if (this.#marks.length > 0 && this.#marks.at(-1) === this.#stack.length) this.#marks.pop();
    else this.pop();
  }

  remember(index = this.#memo.size): void {
    this.#memo.set(index, this.top());
  }

  recall(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) throw this.fail(`the memo has no entry ${index}`);
    this.push(value);
  }

  pushText(length: number): void {
    if (length > longestText) {
      this.push({ kind: 'text', offset: this.offset, source: this.cursor.span(length) });
      return;
    }
    this.spend(length);
    this.push(this.cursor.text(length));
  }

  pushInteger(length: number): void {
    if (length > longestInteger) {
      throw this.fail(`an integer of ${length} bytes has no place in a snapshot`);
    }
    this.spend(length);
    const value = this.cursor.integer(length);
    const number = Number(value);
    this.push(Number.isSafeInteger(number) ? number : value);
  }

  pushBytes(length: number): void {
    const source: ByteSource = this.cursor.span(length);
    this.push({ kind: 'bytes', offset: this.offset, source });
  }

  pushSequence(kind: 'list' | 'tuple' | 'set', items: PickleValue[]): void {
    this.push({ kind, offset: this.offset, items });
  }

  pushGlobal(module: string, name: string): void {
    this.push({ kind: 'global', offset: this.offset, name: `${module}.${name}` });
  }

  pushObject(callable: PickleValue, args: PickleValue): void {
    const { offset } = this;
    this.push({ kind: 'object', offset, callable, args, state: null, entries: [], items: [] });
  }

  /** Names and integers live in memory: a file made of nothing else must not fill it. */
  spend(bytes: number): void {
    this.#text += bytes;
    if (this.#text > mostText)
      throw this.fail(`names and integers take more than ${mostText} bytes`);
  }

  /** The list of items that APPEND adds to. */
  appendable(): PickleValue[] {
    const target = this.#container();
    if (target.kind === 'list' || target.kind === 'object') return target.items;
    throw this.fail(`an item cannot be appended to ${describe(target)}`);
  }

  /** The items that ADDITEMS adds to. */
  addable(): PickleValue[] {
    const target = this.#container();
    if (target.kind === 'set' || target.kind === 'object') return target.items;
    throw this.fail(`an item cannot be added to ${describe(target)}`);
  }

  /** The keys and values that SETITEM adds to. */
  settable(): PickleValue[] {
    const target = this.#container();
    if (target.kind === 'dict' || target.kind === 'object') return target.entries;
    throw this.fail(`a key cannot be set in ${describe(target)}`);
  }

  /** The object that BUILD gives its state. */
  buildable(): ObjectNode {
    const target = this.#container();
    if (target.kind === 'object') return target;
    throw this.fail(`${describe(target)} cannot be given a state`);
  }

  #container() {
    const target = this.top();
    if (typeof target === 'object' && target !== null) return target;
    throw this.fail(`${describe(target)} is not a container`);
  }

  #requireAboveMark(): void {
    if (this.#stack.length <= this.#fence) throw this.#empty();
  }

  /** What lies below the last mark is out of reach. */
  get #fence(): number {
    return this.#marks.at(-1) ?? 0;
  }

  #empty(): SnapshotError {
    return this.fail('an instruction takes a value from an empty stack');
  }
}
