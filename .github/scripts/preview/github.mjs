/**
 * @typedef {(method: string, path: string, body?: object) => Promise<unknown>} Api
 *   asks GitHub's REST API about this repository; path from the repository, with a leading slash
 *
 * @typedef {object} Run the part of a `workflow_run` event that is used
 * @property {string} head_sha
 * @property {string} head_branch
 * @property {{ id: number, owner: { login: string } }} head_repository
 *
 * @typedef {object} PullRequest
 * @property {number} number
 * @property {string} state
 * @property {{ sha: string, repo: { id: number } | null }} head
 * @property {{ repo: { id: number } }} base
 */

/**
 * @param {{ server: string, repository: string, token: string }} options
 * @returns {Api}
 */
export function connect({ server, repository, token }) {
  return async (method, path, body) => {
    const response = await fetch(`${server}/repos/${repository}${path}`, {
      method,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'x-github-api-version': '2022-11-28',
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
    return response.json();
  };
}

/**
 * The open pull request against main whose head is the very commit that a run built. The run of
 * a fork does not name its pull request, and an artifact could name any.
 *
 * @param {Api} api
 * @param {Run} run
 * @returns {Promise<PullRequest | undefined>} undefined once it is closed or has moved on
 */
export async function findPullRequest(api, run) {
  const head = `${run.head_repository.owner.login}:${run.head_branch}`;
  const query = new URLSearchParams({ state: 'open', base: 'main', head });
  const found = /** @type {PullRequest[]} */ (await api('GET', `/pulls?${query}`));
  return found.find(
    ({ head: { sha, repo } }) => sha === run.head_sha && repo?.id === run.head_repository.id,
  );
}

/**
 * Writes the one comment that begins with a mark, or writes it anew.
 *
 * @param {Api} api
 * @param {number} pullRequest
 * @param {string} mark
 * @param {string} body
 */
export async function writeComment(api, pullRequest, mark, body) {
  const own = await findComment(api, pullRequest, mark);
  if (own) await api('PATCH', `/issues/comments/${own.id}`, { body });
  else await api('POST', `/issues/${pullRequest}/comments`, { body });
}

/**
 * @typedef {{ id: number, body?: string, user: { login: string } | null }} Comment
 *
 * @param {Api} api
 * @param {number} pullRequest
 * @param {string} mark
 */
async function findComment(api, pullRequest, mark) {
  for (let page = 1; ; page += 1) {
    const path = `/issues/${pullRequest}/comments?per_page=100&page=${page}`;
    const comments = /** @type {Comment[]} */ (await api('GET', path));
    // Anyone can begin a comment with the mark; only ours may be written over.
    const own = comments.find(
      ({ body, user }) => user?.login === 'github-actions[bot]' && body?.startsWith(mark),
    );
    if (own || comments.length < 100) return own;
  }
}
