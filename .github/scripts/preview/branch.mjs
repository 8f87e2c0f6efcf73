import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const branch = 'previews';
const attempts = 5;

/**
 * Replaces the preview of a pull request on the branch `previews`, which holds one folder for each
 * and always a single commit, so that old previews cost nothing.
 *
 * @param {string} repository a checkout whose `origin` may be pushed to
 * @param {number} pullRequest
 * @param {import('./artifact.mjs').SiteFile[]} site the files; none to remove the preview
 * @returns {boolean} whether the branch changed
 */
export function replacePreview(repository, pullRequest, site) {
  const folder = mkdtempSync(join(tmpdir(), 'preview-'));
  try {
    for (const { path, content } of site) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    // Two pull requests may publish at once: who comes second starts again from the first's.
    for (let attempt = 1; ; attempt += 1) {
      const before = remoteCommit(repository);
      const tree = writeTree(
        repository,
        before,
        `pr-${pullRequest}`,
        site.length ? folder : undefined,
      );
      if (tree === treeOf(repository, before)) return false;
      if (push(repository, before, commitTree(repository, tree))) return true;
      if (attempt === attempts) throw new Error(`The branch ${branch} could not be pushed`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {string} repository
 * @returns {string} empty where the branch does not exist yet
 */
function remoteCommit(repository) {
  const listed = git(repository, ['ls-remote', 'origin', `refs/heads/${branch}`]);
  const commit = listed.split('\t')[0] ?? '';
  if (commit) git(repository, ['fetch', '--quiet', '--depth=1', 'origin', commit]);
  return commit;
}

/**
 * @param {string} repository
 * @param {string} commit
 */
function treeOf(repository, commit) {
  return git(repository, commit ? ['rev-parse', `${commit}^{tree}`] : ['mktree'], '');
}

/**
 * @param {string} repository
 * @param {string} before
 * @param {string} name of the folder to replace
 * @param {string | undefined} folder what stands there afterwards
 * @returns {string} the tree
 */
function writeTree(repository, before, name, folder) {
  const entries = git(repository, ['ls-tree', '-z', treeOf(repository, before)])
    .split('\0')
    .filter((entry) => entry && !entry.endsWith(`\t${name}`));
  if (folder) entries.push(`040000 tree ${treeOfFolder(repository, folder)}\t${name}`);
  return git(repository, ['mktree', '-z'], entries.map((entry) => `${entry}\0`).join(''));
}

/**
 * An index of its own leaves the checkout's alone.
 *
 * @param {string} repository
 * @param {string} folder
 */
function treeOfFolder(repository, folder) {
  const index = `${folder}.index`;
  const environment = {
    GIT_INDEX_FILE: index,
    GIT_DIR: git(repository, ['rev-parse', '--absolute-git-dir']),
  };
  try {
    const add = ['-C', folder, `--work-tree=${folder}`, 'add', '--force', '--all', '.'];
    git(repository, add, '', environment);
    return git(repository, ['write-tree'], '', environment);
  } finally {
    rmSync(index, { force: true });
  }
}

/**
 * @param {string} repository
 * @param {string} tree
 */
function commitTree(repository, tree) {
  return git(repository, ['commit-tree', tree, '-m', 'Previews of open pull requests'], '', {
    GIT_AUTHOR_NAME: 'github-actions[bot]',
    GIT_AUTHOR_EMAIL: '41898282+github-actions[bot]@users.noreply.github.com',
    GIT_COMMITTER_NAME: 'github-actions[bot]',
    GIT_COMMITTER_EMAIL: '41898282+github-actions[bot]@users.noreply.github.com',
  });
}

/**
 * @param {string} repository
 * @param {string} before the commit that the branch must still be at
 * @param {string} commit
 */
function push(repository, before, commit) {
  const lease = `--force-with-lease=refs/heads/${branch}:${before}`;
  try {
    git(repository, ['push', '--quiet', lease, 'origin', `${commit}:refs/heads/${branch}`]);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {string} repository
 * @param {string[]} args
 * @param {string} [input]
 * @param {Record<string, string>} [environment] beside our own
 */
function git(repository, args, input = '', environment = {}) {
  const output = execFileSync('git', args, {
    cwd: repository,
    input,
    env: { ...process.env, ...environment },
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'inherit'],
    maxBuffer: 64 * 1024 * 1024,
  });
  return output.replace(/\n$/, '');
}
