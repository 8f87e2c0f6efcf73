import { execFile, execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { repositoryRoot } from './workflow.ts';

const sha = 'a'.repeat(40);
const ours = 1;
const theirs = 2;

let folder: string;
let server: Server;
/** GitHub's side: what it answers, and what it was asked to write. */
let pullRequests: { number: number; state: string; head: object; base: object }[];
let comments: { id: number; body: string; user: { login: string } }[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'publish-'));
  pullRequests = [];
  comments = [];
  git('init', '--quiet', '--bare', 'origin');
  git('clone', '--quiet', 'origin', 'checkout');
  await mkdir(join(folder, 'artifact/site'), { recursive: true });
  await writeFile(join(folder, 'artifact/site/index.html'), '<p>Hello</p>');
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const asked = new URL(request.url ?? '', 'http://localhost');
    const answer = github(
      `${request.method} ${asked.pathname.replace('/repos/ada/site', '')}`,
      asked.searchParams,
      Buffer.concat(chunks).toString(),
    );
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

function git(...args: string[]): string {
  return execFileSync('git', ['-C', folder, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

function github(request: string, query: URLSearchParams, body: string): unknown {
  if (request === 'GET /pulls') {
    expect(query.get('head')).toBe('bob:feature');
    return pullRequests;
  }
  if (request.startsWith('GET /pulls/')) return pullRequests[0];
  if (request === 'GET /pages') return { html_url: 'https://ada.example.org/site' };
  if (request === 'GET /issues/7/comments') return comments;
  const written: { body: string } = JSON.parse(body);
  if (request === 'POST /issues/7/comments') {
    comments.push({ id: 40 + comments.length, ...written, user: { login: 'github-actions[bot]' } });
  } else {
    const id = Number(request.replace('PATCH /issues/comments/', ''));
    comments = comments.map((comment) =>
      comment.id === id ? { ...comment, ...written } : comment,
    );
  }
  return {};
}

function pullRequest(head: { sha: string; repo: { id: number } }, state = 'open') {
  return { number: 7, state, head, base: { repo: { id: ours } } };
}

async function publish(headRepository = theirs): Promise<string> {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  const run = {
    head_sha: sha,
    head_branch: 'feature',
    head_repository: { id: headRepository, owner: { login: 'bob' } },
  };
  await writeFile(join(folder, 'event.json'), JSON.stringify({ workflow_run: run }));
  await writeFile(join(folder, 'output'), '');
  const script = join(repositoryRoot, '.github/scripts/preview/publish.mjs');
  await promisify(execFile)(process.execPath, [script], {
    cwd: join(folder, 'checkout'),
    env: {
      ...process.env,
      ARTIFACT: join(folder, 'artifact'),
      GITHUB_API_URL: `http://127.0.0.1:${address.port}`,
      GITHUB_EVENT_PATH: join(folder, 'event.json'),
      GITHUB_OUTPUT: join(folder, 'output'),
      GITHUB_REPOSITORY: 'ada/site',
      GITHUB_TOKEN: 'token',
    },
  });
  return readFile(join(folder, 'output'), 'utf8');
}

test('the preview of a fork is published without scripts, and commented on once', async () => {
  pullRequests = [pullRequest({ sha, repo: { id: theirs } })];
  comments = [{ id: 1, body: '<!-- preview --> not ours', user: { login: 'mallory' } }];
  expect(await publish()).toBe('published=true\n');
  expect(git('-C', 'origin', 'show', 'previews:pr-7/index.html')).toMatch(
    /script-src 'none'.*<p>Hello<\/p>$/,
  );
  expect(comments[0]?.body).toBe('<!-- preview --> not ours');
  expect(comments[1]?.body).toContain('https://ada.example.org/site/previews/pr-7/');
  expect(comments[1]?.body).toContain('Scripts are off');

  await writeFile(join(folder, 'artifact/report.json'), '{"diagnostics": []}');
  expect(await publish()).toBe('published=false\n');
  expect(comments).toHaveLength(2);
  expect(comments[1]?.body).toContain('No problems.');
});

test('the preview of a branch of ours is published as it is', async () => {
  pullRequests = [pullRequest({ sha, repo: { id: ours } })];
  await publish(ours);
  expect(git('-C', 'origin', 'show', 'previews:pr-7/index.html')).toBe('<p>Hello</p>');
});

test('a run whose commit heads no open pull request publishes nothing', async () => {
  pullRequests = [
    pullRequest({ sha: 'b'.repeat(40), repo: { id: theirs } }),
    pullRequest({ sha, repo: { id: ours } }),
  ];
  expect(await publish()).toBe('');
  expect(comments).toEqual([]);
  expect(git('-C', 'origin', 'branch', '--list')).toBe('');
});

test('a refused artifact publishes nothing, and the comment says why', async () => {
  pullRequests = [pullRequest({ sha, repo: { id: theirs } })];
  await symlink('/etc/passwd', join(folder, 'artifact/site/passwd.txt'));
  expect(await publish()).toBe('published=false\n');
  expect(comments[0]?.body).toContain('Not published: the artifact holds a link or special file.');
  expect(git('-C', 'origin', 'branch', '--list')).toBe('');
});

test('a pull request closed meanwhile keeps no preview', async () => {
  pullRequests = [pullRequest({ sha, repo: { id: theirs } }, 'closed')];
  await publish();
  expect(git('-C', 'origin', 'ls-tree', '-r', 'previews')).toBe('');
});
