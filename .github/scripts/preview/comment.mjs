/** Found again by this line, which GitHub does not show. */
export const mark = '<!-- preview -->';

const most = { pages: 20, problems: 20, leftOut: 10, characters: 300 };

/**
 * @typedef {object} Published
 * @property {string} commit the pull request's commit that was built
 * @property {string} [url] of the preview's root, with a slash at its end, if it is published
 * @property {boolean} scripts whether its pages may run scripts
 * @property {string[]} pages paths of its HTML files
 * @property {string[]} leftOut
 * @property {unknown} report as anyone may have written it
 * @property {string} [refusal] why nothing is published although something was built
 */

/**
 * The comment on a pull request: pages, bytes, problems. Whatever comes from the report is quoted
 * inside a code fence, where no markup, mention or link works, and cut to a decent length.
 *
 * @param {Published} published
 * @returns {string} Markdown
 */
export function commentBody(published) {
  const { commit, url, refusal, leftOut } = published;
  const report = asRecord(published.report);
  const problems = asArray(report.diagnostics).map(problemLine);
  const parts = [mark, `### Preview of ${commit.slice(0, 10)}`];
  if (refusal) parts.push(`Not published: the artifact holds ${refusal}.`);
  else if (url) parts.push(pageTable(published, url, asArray(report.pages)));
  else parts.push('Nothing to show: the build made no site.');
  if (url && !published.scripts) {
    parts.push('Scripts are off in previews from forks, which share their origin with the site.');
  }
  parts.push(problems.length ? quote('Problems', problems, most.problems) : noProblems(report));
  if (leftOut.length) parts.push(quote('Left out', leftOut, most.leftOut));
  return `${parts.join('\n\n')}\n`;
}

/** @param {Record<string, unknown>} report */
function noProblems(report) {
  return Array.isArray(report.diagnostics)
    ? 'No problems.'
    : 'The build left no report; its log says why.';
}

/**
 * @param {Published} published
 * @param {string} url
 * @param {unknown[]} reported
 */
function pageTable({ pages }, url, reported) {
  const bytes = new Map(
    reported.map(asRecord).map((page) => [text(page.output), asRecord(page.bytes)]),
  );
  const kinds = ['html', 'css', 'js', 'fonts', 'media'];
  const rows = pages.slice(0, most.pages).map((path) => {
    const sizes = kinds.map((kind) => kilobytes(bytes.get(path)?.[kind]));
    return `| [${label(path)}](${link(url, path)}) | ${sizes.join(' | ')} |`;
  });
  const more = pages.length - rows.length;
  return [
    '| page | HTML | CSS | JS | fonts | media |',
    '| --- | --: | --: | --: | --: | --: |',
    ...rows,
    ...(more > 0 ? ['', `and ${more} more.`] : []),
  ].join('\n');
}

/** @param {string} path made of the characters that artifact.mjs lets through */
function label(path) {
  const shown = path.replace(/(^|\/)index\.html$/, '$1') || '/';
  return shown.replace(/[^\p{L}\p{N}/ .,-]/gu, (character) => `&#${character.codePointAt(0)};`);
}

/**
 * @param {string} url
 * @param {string} path
 */
function link(url, path) {
  const folder = path.replace(/(^|\/)index\.html$/, '$1');
  const escaped = encodeURI(folder).replace(/[()~]/g, (character) => `%${hex(character)}`);
  return url + escaped;
}

/** @param {string} character */
function hex(character) {
  return character.charCodeAt(0).toString(16).toUpperCase();
}

/** @param {unknown} bytes */
function kilobytes(bytes) {
  if (typeof bytes !== 'number' || !Number.isFinite(bytes) || bytes < 0) return '';
  return bytes === 0 ? '0' : `${(bytes / 1000).toFixed(1)} kB`;
}

/** @param {unknown} problem */
function problemLine(problem) {
  const { file, line, column, severity, code, message } = asRecord(problem);
  const place = [file, line, column].map(text).join(':');
  return `${place} ${text(severity)} ${text(code)}: ${text(message)}`;
}

/**
 * @param {string} title
 * @param {string[]} lines
 * @param {number} limit
 */
function quote(title, lines, limit) {
  const shown = lines.slice(0, limit).map(plain);
  if (lines.length > limit) shown.push(`and ${lines.length - limit} more`);
  const longest = Math.max(
    0,
    ...(shown
      .join('\n')
      .match(/`+/g)
      ?.map((run) => run.length) ?? []),
  );
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${title}:\n\n${fence}text\n${shown.join('\n')}\n${fence}`;
}

/**
 * One line, without characters that steer a terminal or turn the direction of reading.
 *
 * @param {string} words
 */
function plain(words) {
  const line = words.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ');
  return line.length > most.characters ? `${line.slice(0, most.characters)}…` : line;
}

/** @param {unknown} value */
function text(value) {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '?';
}

/**
 * @param {unknown} value
 * @returns {Record<string, unknown>}
 */
function asRecord(value) {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/**
 * @param {unknown} value
 * @returns {unknown[]}
 */
function asArray(value) {
  return Array.isArray(value) ? value : [];
}
