import type { FinishedPage, NewSite } from '../output/new-site.ts';

/** The files of a site that belong to a page: itself, those beside it, and those that it shows or leads to. */
export function filesOfPage({ page, report, questions }: FinishedPage, site: NewSite): string[] {
  const html = site.read(report.output).toString('utf8');
  const folder = report.output.slice(0, -'index.html'.length);
  const others = site.pages
    .filter((other) => other.page !== page && other.report.output.startsWith(folder))
    .map((other) => other.report.output.slice(0, -'index.html'.length));
  const beside = site.files.filter(
    (path) =>
      path.startsWith(folder) &&
      !others.some((other) => path.startsWith(other)) &&
      // Beside the top of the site lie its lists, and folders of other pages.
      (folder !== '' || path === 'index.html' || (/^[^/]+\.bib$/.test(path) && !site.copyOf(path))),
  );
  const referred = [...questions.files.values()].map(({ output }) => output);
  const smaller = site.files.filter((path) => {
    const name = path.split('/').at(-1) ?? path;
    return path.startsWith('media/') && html.includes(encodeURIComponent(name));
  });
  const known = new Set(site.files);
  return [...new Set([...beside, ...referred, ...smaller])].filter((path) => known.has(path));
}
