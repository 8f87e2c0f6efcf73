import { execFileSync, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readModel } from '../../../src/alis/model/weights.ts';
import {
  generatorModule,
  initKwargs,
  persistentModule,
  type Settings,
  smallest,
  smallSnapshot,
  snapshotValue,
  tensorShapes,
} from './official-snapshot.ts';
import { tensor } from './official-storage.ts';
import { call, global, join, lengthOf, type Piece, pickle } from './pickle-writer.ts';

const file = fileURLToPath(new URL('../../../lib/commands/alis-convert.js', import.meta.url));
const megabyte = 2 ** 20;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(joinPath(tmpdir(), 'alis-convert-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
const inFolder = (name: string) => joinPath(folder, name);

/** Runs the command in a process of its own. */
function convert(...args: string[]) {
  const script = `
    import { command } from ${JSON.stringify(file)};
    process.exitCode = await command.run(process.argv.slice(1));
    console.log(process.resourceUsage().maxRSS);
  `;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', script, '--', ...args],
    { encoding: 'utf8' },
  );
  const lines = stdout.trim().split('\n');
  return { status, stderr, said: lines.slice(0, -1).join('\n'), peak: Number(lines.at(-1)) * 1024 };
}

/** Holes stay holes in the file. */
function writeSparse(path: string, pieces: readonly Piece[]): number {
  const file = openSync(path, 'w');
  let offset = 0;
  for (const piece of pieces) {
    if (piece instanceof Uint8Array) writeSync(file, piece, 0, piece.length, offset);
    offset += lengthOf(piece);
  }
  ftruncateSync(file, offset);
  closeSync(file);
  return offset;
}

describe('alis:convert', () => {
  it('writes weights that load', () => {
    writeFileSync(inFolder('in.pkl'), smallSnapshot(4));
    const { status, said, stderr } = convert(inFolder('in.pkl'), inFolder('out.safetensors'));
    expect([status, stderr]).toEqual([0, '']);
    expect(said).toMatch(/out.safetensors: \d+ tensors, 8 rows, \d+ bytes, F32$/);
    const { architecture } = readModel(readFileSync(inFolder('out.safetensors')));
    expect(architecture.resolution).toBe(8);
  });

  it('writes half the bytes with --half', () => {
    writeFileSync(inFolder('in.pkl'), smallSnapshot(4));
    expect(convert(inFolder('in.pkl'), inFolder('whole')).status).toBe(0);
    expect(convert('--half', inFolder('in.pkl'), inFolder('half')).status).toBe(0);
    expect(readModel(readFileSync(inFolder('half'))).architecture.resolution).toBe(8);
    const values = (name: string) => {
      const file = readFileSync(inFolder(name));
      return file.length - 8 - Number(file.readBigUInt64LE());
    };
    expect(values('half') * 2).toBe(values('whole'));
  });

  it('says what is wrong, and leaves what was there', () => {
    const snapshot = smallSnapshot(4);
    writeFileSync(inFolder('in.pkl'), snapshot.subarray(0, snapshot.length - 1));
    writeFileSync(inFolder('out.safetensors'), 'before');
    const { status, said, stderr } = convert(inFolder('in.pkl'), inFolder('out.safetensors'));
    expect(status).toBe(1);
    expect(said).toBe('');
    expect(stderr).toBe(
      `${inFolder('in.pkl')}: byte ${snapshot.length - 1}: the pickle needs 1 more byte, but only 0 are left\n`,
    );
    expect(readFileSync(inFolder('out.safetensors'), 'utf8')).toBe('before');
    expect(readdirSync(folder)).toEqual(['in.pkl', 'out.safetensors']);
  });

  it('leaves nothing behind when a value late in the file cannot be written', () => {
    const tensors = tensorShapes(smallest).map((spec) => ({
      ...spec,
      ...(spec.name === 'synthesis.b8.torgb.bias' ? { values: [0, 0, 70_000] } : {}),
    }));
    const generator = generatorModule(tensors, { _init_kwargs: initKwargs(smallest) });
    writeSparse(inFolder('in.pkl'), pickle(snapshotValue(generator), 4).pieces);
    const { status, stderr } = convert(inFolder('in.pkl'), inFolder('out'), '--half');
    expect(status).toBe(1);
    expect(stderr).toMatch(/b8.torgb.bias: value 2 is 70000, too large for float16/);
    expect(readdirSync(folder)).toEqual(['in.pkl']);
  });

  it.each([
    ['a folder', '.', /: this is no file/],
    ['a pipe', 'pipe', /pipe: this is no file/],
    ['inside a file', 'pipe/in.pkl', /in\.pkl: .*ENOTDIR/],
    ['nothing', 'missing.pkl', /missing\.pkl: .*ENOENT/],
  ])('says when the snapshot is %s', (_, name, message) => {
    execFileSync('mkfifo', [inFolder('pipe')]);
    const { status, stderr } = convert(inFolder(name), inFolder('out'));
    expect(status).toBe(1);
    expect(stderr).toMatch(message);
  });

  it('says when the weights cannot be written', () => {
    writeFileSync(inFolder('in.pkl'), smallSnapshot(4));
    const { status, stderr } = convert(inFolder('in.pkl'), inFolder('missing/out'));
    expect(status).toBe(1);
    expect(stderr).toMatch(/missing.*ENOENT/);
  });

  it('runs nothing that a pickle names', () => {
    const target = inFolder('was-run');
    const attack = call(global('os', 'system'), [`touch ${target}`]);
    const hostile = join(pickle(attack, 4).pieces);
    writeFileSync(inFolder('in.pkl'), hostile);
    const { status, stderr } = convert(inFolder('in.pkl'), inFolder('out'));
    expect(status).toBe(1);
    expect(stderr).toMatch(/byte \d+: the pickle holds an object of os.system; a snapshot would/);
    expect(existsSync(target)).toBe(false);
  });

  it.each([[[]], [['one']], [['one', 'two', 'three']], [['--quarter', 'one', 'two']]])(
    'tells how it is used: %j',
    (args) => {
      const { status, stderr } = convert(...args);
      expect(status).toBe(2);
      expect(stderr).toMatch(/\nusage: pagescape alis:convert SNAPSHOT OUT/);
    },
  );

  it('does not write over the snapshot', () => {
    const snapshot = smallSnapshot(4);
    writeFileSync(inFolder('in.pkl'), snapshot);
    expect(convert(inFolder('in.pkl'), `${folder}/./in.pkl`).status).toBe(2);
    expect(readFileSync(inFolder('in.pkl')).equals(snapshot)).toBe(true);
  });
});

describe('a snapshot of 1 GB', () => {
  /** 256 pixels at full width: 97 MB of weights. */
  const settings: Settings = {
    ...smallest,
    resolution: 256,
    channelBase: 16_384,
    channelMax: 512,
    dim: 512,
  };

  it('is converted in a fraction of its size', () => {
    const cache = tensor({ shape: [16, 72, 256, 256] });
    const heavy = { attributes: { coord_embs_cache: cache } };
    const generator = generatorModule(
      tensorShapes(settings),
      { _init_kwargs: initKwargs(settings) },
      { 'synthesis.b256.coords_fuser0.': heavy },
    );
    const discriminator = persistentModule('Discriminator', {
      buffers: { large: tensor({ shape: [170, 2 ** 20] }) },
    });
    const value = snapshotValue(generator, { D: discriminator });
    const size = writeSparse(inFolder('in.pkl'), pickle(value, 4).pieces);
    expect(size).toBeGreaterThan(1000 * megabyte);
    const { status, stderr, peak } = convert(inFolder('in.pkl'), inFolder('out'));
    expect([status, stderr]).toEqual([0, '']);
    expect(statSync(inFolder('out')).size).toBeGreaterThan(90 * megabyte);
    expect(peak).toBeLessThan(300 * megabyte);
  });
});
