import { expect, test } from 'vitest';
import { page, useFolder } from './folder.ts';

const folder = useFolder();

test('what a linked style sheet names is published with it, and told of where it is missing', async () => {
  folder.put('content/a.md', `${page()}<link rel="stylesheet" href="styles/own.css">\n`);
  folder.put(
    'content/styles/own.css',
    [
      '@import "more.css";',
      '@font-face { font-family: Own; src: url(own.woff2) }',
      '.a { background: url(/assets/dot.png?v=1#x) }',
      '.b { background: url("gone.png") }',
      '.c { background: url(https://elsewhere.example/x.png) }',
      '.d { background: url(data:image/png;base64,AAAA), url(#mask) }',
      '',
    ].join('\n'),
  );
  folder.put('content/styles/more.css', '@import url(own.css);\n.e { mask: url(lost.svg) }\n');
  folder.put('content/styles/own.woff2', 'a font');
  folder.put('assets/dot.png', 'a dot');
  const build = await folder.build();
  const told = build.diagnostics.map(
    ({ code, file, line, column }) => `${file}:${line}:${column} ${code}`,
  );
  expect(told.filter((one) => one.includes('.css'))).toEqual([
    'content/styles/more.css:2:16 missing-file',
    'content/styles/own.css:4:23 missing-file',
    'content/styles/own.css:5:22 foreign-host',
  ]);
  expect(folder.read('styles/own.woff2')).toBe('a font');
  expect(folder.read('assets/dot.png')).toBe('a dot');
  const [first, second, third, ...rest] = folder.read('styles/own.css').split('\n');
  expect([first, second]).toEqual([
    '@import "more.css";',
    '@font-face { font-family: Own; src: url(own.woff2) }',
  ]);
  expect(third).toBe(".a { background: url('../assets/dot.png?v=1#x') }");
  expect(rest[0]).toBe('.b { background: url("gone.png") }');
});

test('an anonymous page names its style sheet and its files otherwise, and they find each other', async () => {
  folder.put('content/a.md', `${page('anonymous: true')}<link rel="stylesheet" href="own.css">\n`);
  folder.put('content/own.css', '.a { background: url(dot.png) }');
  folder.put('content/dot.png', 'a dot');
  await folder.build();
  const sheet = /media\/[\w.]+\.css/.exec(folder.read('a/index.html'))?.[0] ?? '';
  const picture = /url\('([\w.]+\.png)'\)/.exec(folder.read(sheet))?.[1] ?? '';
  expect(folder.read(`media/${picture}`)).toBe('a dot');
});
