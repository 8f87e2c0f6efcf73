import { appendFileSync, readFileSync } from 'node:fs';
import { RefusedArtifact, readArtifact } from './artifact.mjs';
import { replacePreview } from './branch.mjs';
import { commentBody, mark } from './comment.mjs';
import { connect, findPullRequest, writeComment } from './github.mjs';

const event = JSON.parse(readFileSync(required('GITHUB_EVENT_PATH'), 'utf8'));
/** @type {import('./github.mjs').Run} */
const run = event.workflow_run;
const api = connect({
  server: required('GITHUB_API_URL'),
  repository: required('GITHUB_REPOSITORY'),
  token: required('GITHUB_TOKEN'),
});

const pullRequest = await findPullRequest(api, run);
if (pullRequest) await publish(pullRequest);
else console.log('No open pull request has the commit of this run at its head.');

/** @param {import('./github.mjs').PullRequest} pullRequest */
async function publish({ number, head, base }) {
  const scripts = head.repo?.id === base.repo.id;
  const { site, leftOut, report, refusal } = await open(scripts);
  const changed = site.length > 0 && replacePreview('.', number, site);
  appendFileSync(required('GITHUB_OUTPUT'), `published=${changed}\n`);
  const body = commentBody({
    commit: run.head_sha,
    scripts,
    pages: site.map(({ path }) => path).filter((path) => path.endsWith('.html')),
    leftOut,
    report,
    ...(site.length ? { url: await previewUrl(number) } : {}),
    ...(refusal ? { refusal } : {}),
  });
  await writeComment(api, number, mark, body);
  // Where it was closed meanwhile, its removal may have come before.
  const now = /** @type {typeof pullRequest} */ (await api('GET', `/pulls/${number}`));
  if (now?.state !== 'open') replacePreview('.', number, []);
}

/**
 * @param {boolean} scripts
 * @returns {Promise<import('./artifact.mjs').Artifact & { refusal?: string }>}
 */
async function open(scripts) {
  try {
    return await readArtifact(required('ARTIFACT'), { scripts });
  } catch (error) {
    if (!(error instanceof RefusedArtifact)) throw error;
    return { site: [], leftOut: [], report: undefined, refusal: error.message };
  }
}

/** @param {number} number */
async function previewUrl(number) {
  const { html_url } = /** @type {{ html_url: string }} */ (await api('GET', '/pages'));
  return new URL(`previews/pr-${number}/`, html_url.replace(/\/?$/, '/')).href;
}

/** @param {string} name */
function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}
