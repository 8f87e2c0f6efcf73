import { Parser } from 'htmlparser2';

/** HTML or SVG without its comments, which readers of the source would see. */
export function withoutComments(html: string): string {
  if (!html.includes('<!--')) return html;
  const cuts: [start: number, end: number][] = [];
  const parser = new Parser(
    {
      oncomment() {
        cuts.push([parser.startIndex, parser.endIndex + 1]);
      },
    },
    { recognizeSelfClosing: true },
  );
  parser.end(html);
  let at = 0;
  const kept = cuts.map(([start, end]) => {
    const part = html.slice(at, start);
    at = end;
    return part;
  });
  return [...kept, html.slice(at)].join('');
}
