import { escapeHtml } from '../prose/entities.ts';

/**
 * An SVG as part of a page that has others: its ids and its classes are its own, and what stands before
 * its first tag, which belongs to a file, is left out.
 * @param prefix put before its names; no other drawing of the page has it
 */
export function drawing(svg: string, prefix: string): string {
  const start = svg.search(/<svg[\s>]/i);
  const element = start < 0 ? svg : svg.slice(start);
  const ids = namesIn(element, /\sid\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  const styles = [...element.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/gi)].map(([, css]) => css);
  const classes = namesIn(styles.join('\n'), /\.(-?[_a-z][\w-]*)()/gi);
  const own = (name: string) => `${prefix}-${name}`;
  const ownId = (name: string) => (ids.has(name) ? own(name) : name);

  const withStyles = element.replaceAll(
    /(<style[^>]*>)([\s\S]*?)(<\/style>)/gi,
    (_, open: string, css: string, close: string) =>
      open +
      css
        .replaceAll(/\.(-?[_a-z][\w-]*)/gi, (found, name: string) =>
          classes.has(name) ? `.${own(name)}` : found,
        )
        // Behind a colon `#abc` is a colour.
        .replaceAll(
          /(^|[\s,{}>+~])#([\w-]+)(?=[^{}]*\{)/g,
          (_found, before: string, name: string) => `${before}#${ownId(name)}`,
        ) +
      close,
  );
  return withStyles
    .replaceAll(
      /url\(\s*(["']?)#([^"')]+)\1\s*\)/g,
      (_, quote: string, id: string) => `url(${quote}#${ownId(id)}${quote})`,
    )
    .replaceAll(
      /(\s(?:xlink:)?href\s*=\s*["'])#([^"']+)/g,
      (_, before: string, id: string) => `${before}#${ownId(id)}`,
    )
    .replaceAll(/(\sid\s*=\s*["'])([^"']+)/g, (_, before: string, id: string) => before + own(id))
    .replaceAll(
      /(\s(?:aria-labelledby|aria-describedby|class)\s*=\s*)(?:"([^"]*)"|'([^']*)')/g,
      (_, before: string, double: string | undefined, single: string | undefined) => {
        const isClass = before.trim().startsWith('class');
        const names = (double ?? single ?? '').split(/\s+/).filter((name) => name !== '');
        const renamed = names.map((name) =>
          isClass ? (classes.has(name) ? own(name) : name) : ownId(name),
        );
        return `${before}"${escapeHtml(renamed.join(' '))}"`;
      },
    );
}

function namesIn(text: string, form: RegExp): Set<string> {
  return new Set([...text.matchAll(form)].map(([, one, other]) => one ?? other ?? ''));
}
