import { describe, expect, it } from 'vitest';
import { between, problems, render } from '../rendering.ts';

/** A page with this Markdown. */
const body = (text: string, front = '') => render(`---\ntitle: T\n${front}---\n${text}\n`);

/** The numbers and references that a page shows, in its order. */
const numbersOf = (html: string) => {
  const main = between(html, '<main', '</main>').replace(/<math[\s\S]*?<\/math>|<[^>]*>/g, '');
  return [...main.matchAll(/\(([\dA-Z]+)\)/g)].map(([, number]) => number);
};

describe('numbers of formulas', () => {
  it('are counted in the order of the page, and references come before and after', () => {
    const { html, diagnostics } = render(String.raw`---
title: T
sections:
  - paragraphs:
      - type: text
        content: |
          First \eqref{eq:b}.
          \begin{align} a &= 1 \label{eq:a} \\ b &= 2 \notag \\ c &= 3 \end{align}
---
$$ d \label{eq:b} $$

Then \eqref{eq:a}, (\ref{eq:b}).
`);
    expect(diagnostics).toEqual([]);
    expect(numbersOf(html)).toEqual(['3', '1', '2', '3', '1', '3']);
    expect(html).toContain('<a class="equation-link" href="#eq:b">(3)</a>');
    expect(html.split('id="eq:b"')).toHaveLength(2);
    expect(html).toContain('<mtext>(2)</mtext>');
    expect(html).not.toMatch(/¶|eqn-num"><\/span>/);
  });

  it('are what \\tag says', () => {
    const { html } = body(
      '\\[ a \\tag{A}\\label{x} \\]\n\n\\[ b \\label{y}\\tag*{B} \\]\n\n\\eqref{x} \\eqref{y}',
    );
    expect(numbersOf(html)).toEqual(['A', 'A', 'B']);
  });

  it('stand in MathML for browsers', () => {
    const { html } = body(
      '\\begin{gather} a \\label{a} \\\\ b \\tag{Z} \\end{gather}',
      'math: mathml\n',
    );
    expect(html).toContain('<mtext>(1)</mtext>');
    expect(html).toContain('<mtext>(Z)</mtext>');
  });

  it('may be referred to in a formula', () => {
    const { html } = body(
      '$$ a \\label{a} $$\n\n\\(b \\overset{\\eqref{a}}{=} c\\) and \\(\\eqref{a}\\)',
    );
    expect(numbersOf(html)).toEqual(['1', '1', '1']);
    expect(html).toContain('href="#eq:a"');
  });
});

describe('labels', () => {
  it('that are not there are told, with their place', () => {
    const { diagnostics } = body('$$ a \\label{eq:loss} $$\n\nSee \\eqref{eq:los}.');
    expect(problems(diagnostics)).toEqual(['content/test.md:6:5 unknown-label']);
    expect(diagnostics[0]?.hint).toBe('did you mean "eq:loss"?');
  });

  it('may not be the same', () => {
    const { diagnostics } = body('$$ a \\label{x} $$\n\n$$ b \\label{x} $$');
    expect(problems(diagnostics)).toEqual(['content/test.md:6:13 duplicate-label']);
  });

  it('need a number', () => {
    const { diagnostics } = body(
      '\\begin{align} a \\label{x}\\nonumber \\end{align}\n\n\\eqref{x}',
    );
    expect(problems(diagnostics)).toEqual(['content/test.md:6:1 unknown-label']);
  });

  it('stand in displayed formulas', () => {
    expect(problems(body('\\(a \\label{x}\\)').diagnostics)[0]).toMatch(/bad-latex$/);
  });
});

describe('macros of a page', () => {
  const text = String.raw`---
title: On \(\E\)
macros:
  E: \mathbb{E}
  '\pair': '\langle #1, #2 \rangle'
abstract: The mean \(\E[x]\).
sections:
  - paragraphs:
      - {type: text, content: '\(\newcommand{\tr}{\operatorname{tr}}\)'}
---
\(\tr \pair{a}{b}\)
`;

  it('hold in all its texts, and in those that machines read', () => {
    const { html, diagnostics } = render(text);
    expect(diagnostics).toEqual([]);
    expect(html).toContain('<title>On E</title>');
    expect(html).toContain('name="description" content="The mean E[x]."');
    expect(html).toContain('<mi mathvariant="normal">tr</mi>');
  });

  it('do not hold before they are defined', () => {
    const { diagnostics } = body('\\(\\later\\) \\(\\def\\later{x}\\) \\(\\later\\)');
    expect(problems(diagnostics)).toEqual(['content/test.md:4:3 bad-latex']);
  });

  it('have names of letters', () => {
    const { diagnostics } = body('', "macros: {'1a': x}\n");
    expect(problems(diagnostics)).toEqual(['content/test.md:3:16 wrong-type']);
  });
});

describe('places of mistakes', () => {
  it('are those of the command, in quotations and folded text', () => {
    expect(problems(body('> a $$\n> b \\\\\n> c &lt; \\foo\n> $$').diagnostics)).toEqual([
      'content/test.md:6:10 bad-latex',
    ]);
    const folded = 'title: T\nabstract: >-\n  We show\n  \\(a +\n  \\foo\\).\n';
    expect(problems(render(`---\n${folded}---\n`).diagnostics)).toContain(
      'content/test.md:6:3 bad-latex',
    );
  });
});
