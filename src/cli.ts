import { nearest } from './content/nearest.ts';

/** Takes the command's own arguments and returns its exit code: 0 done, 1 failed, 2 wrong usage. */
type Run = (args: string[]) => Promise<number>;

const commands: Record<string, { summary: string; load: () => Promise<{ run: Run }> }> = {
  build: { summary: 'content/ becomes a site in dist/', load: () => import('./commands/build.ts') },
  preview: { summary: 'serves dist/ on this machine', load: () => import('./commands/preview.ts') },
  schema: {
    summary: 'prints the JSON Schema of front matter, for editors',
    load: () => import('./commands/schema.ts'),
  },
  'alis:verify': {
    summary: 'checks the ALIS generator against reference outputs',
    load: () => import('./commands/alis-verify.ts'),
  },
  'alis:panorama': {
    summary: 'writes a generated panorama as PNG',
    load: () => import('./commands/alis-panorama.ts'),
  },
  'alis:convert': {
    summary: 'reads an official ALIS snapshot into .safetensors',
    load: () => import('./commands/alis-convert.ts'),
  },
};

/** Reads argv into one command and returns its exit code. */
export async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    console.log(usage());
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === '-v') {
    const { version } = await import('./version.ts');
    console.log(version);
    return 0;
  }
  const command = commands[name];
  if (!command) {
    const meant = nearest(name, Object.keys(commands));
    console.error(
      `pagescape: there is no command "${name}"${meant ? `; did you mean ${meant}?` : ''}`,
    );
    console.error(usage());
    return 2;
  }
  const { run } = await command.load();
  return run(args);
}

function usage(): string {
  const lines = Object.entries(commands).map(
    ([name, { summary }]) => `  ${name.padEnd(14)} ${summary}`,
  );
  return `usage: pagescape <command> [options]\n\n${lines.join('\n')}\n\npagescape <command> --help says more.`;
}
