import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { access, constants, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, type BrowserServer, chromium, type LaunchOptions } from 'playwright-core';

const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'];
const macApplications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Flags that keep a browser from talking to its maker, so that every request seen is the page's. */
const quiet = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface Installation {
  executablePath: string;
  env: Record<string, string>;
}

/**
 * Starts a headless Chromium: the machine's own where there is one (`CHROME_PATH` names it, or it
 * is found), else the one that comes as an npm package, with the libraries a bare machine lacks.
 *
 * @param options.args further command-line flags
 * @throws when neither can be had: on a machine that is not Linux on x64 and has no Chrome
 */
export async function launchBrowser(options: { args?: string[] } = {}): Promise<Browser> {
  return chromium.launch(await launchOptions(options.args));
}

/** The same for tests of many processes, which connect to it. It offers WebGPU, in software too. */
export async function launchBrowserServer(): Promise<BrowserServer> {
  return chromium.launchServer(await launchOptions(['--enable-unsafe-webgpu']));
}

async function launchOptions(args: string[] = []): Promise<LaunchOptions> {
  const { executablePath, env } = (await findInstalled()) ?? (await unpackPackaged());
  // As root, and in most containers, the sandbox cannot be set up; the pages under test are ours.
  const sandbox = process.platform === 'linux' ? ['--no-sandbox'] : [];
  return {
    executablePath,
    env: { ...definedOnly(process.env), ...env },
    args: [...sandbox, ...quiet, ...args],
  };
}

async function findInstalled(): Promise<Installation | undefined> {
  const named = process.env.CHROME_PATH;
  const folders = (process.env.PATH ?? '').split(':').filter(Boolean);
  const inPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const candidates = process.platform === 'darwin' ? [...inPath, ...macApplications] : inPath;
  for (const executablePath of named ? [named, ...candidates] : candidates) {
    if (await isExecutable(executablePath)) return { executablePath, env: {} };
  }
  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function unpackPackaged(): Promise<Installation> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chrome or Chromium found. Install one, or name it in CHROME_PATH.');
  }
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const packageRoot = dirname(dirname(dirname(entry)));
  // Inside node_modules, so that installing another version throws the old browser away.
  const folder = join(packageRoot, '.unpacked');
  if (!existsSync(folder)) await unpackInto(folder);
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: [join(folder, 'al2023/lib'), process.env.LD_LIBRARY_PATH]
        .filter(Boolean)
        .join(':'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  };
}

/**
 * The package unpacks into the system's temporary folder, and its libraries only where it takes
 * the machine for a cloud function. A process of its own is told both, and what it made is moved
 * into place whole, so that two runs at once cannot see half a browser.
 */
async function unpackInto(folder: string): Promise<void> {
  const partial = await mkdtemp(`${folder}-`);
  const script =
    'const { default: packaged } = await import("@sparticuz/chromium"); await packaged.executablePath();';
  try {
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      cwd: dirname(folder),
      env: { ...process.env, TMPDIR: partial, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
    });
    await writeFile(join(partial, 'fonts.conf'), fontConfiguration(folder));
    await rename(partial, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** The machine's fonts, where it has any, and the package's own, which it looks for elsewhere. */
function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
